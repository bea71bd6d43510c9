import { request } from 'node:http';
import { createTestIdentity } from '@causeway/test-kit';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const [staff, shop, guests] = await Promise.all([
  useTokenIssuer('https://staff.test'),
  useTokenIssuer('https://shop.test'),
  useTokenIssuer('https://guests.test'),
]);
const keys = createTestIdentity();
const query = '{ people { name } }';

describe('with several issuers', () => {
  const gateway = useGateway({
    config: () => `
jwt:
  issuers:
    - { issuer: "${staff.issuer}", jwksUrl: "${staff.jwksUrl}", audience: causeway, subjectPrefix: "staff:" }
    - { issuer: "${shop.issuer}", jwksUrl: "${shop.jwksUrl}", audience: shop, algorithms: [RS256], subjectPrefix: "" }
    - { issuer: "${guests.issuer}", jwksUrl: "${guests.jwksUrl}", audience: causeway, subjectPrefix: "guest:" }
`,
    environment: () => ({ ASSERTION_KEY_FILE: keys.keyFile }),
  });
  const statusOf = async (token: string) =>
    (await sendOperation(gateway().url, { query, token })).status;

  test('each token is held to the keys of the issuer that it names', async () => {
    expect(await statusOf(await staff.sign())).toBe(200);
    expect(await statusOf(await shop.sign({ iss: staff.issuer }))).toBe(401);
  });

  test('each issuer has an audience and algorithms of its own', async () => {
    expect(await statusOf(await staff.sign({ aud: 'shop' }))).toBe(401);
    expect(await statusOf(await staff.sign({ aud: ['other', 'causeway'] }))).toBe(200);
    // Everything is right about it but that it is signed with ES256.
    expect(await statusOf(await shop.sign({ aud: 'shop' }))).toBe(401);
  });

  test('users of different issuers are different users, whatever their tokens call them', async () => {
    const subjectOf = async (token: string) => {
      expect(await statusOf(token)).toBe(200);
      const assertion = gateway().people.received.at(-1)?.headers['causeway-assertion'];
      return decodeJwt(String(assertion)).sub;
    };
    expect(await subjectOf(await staff.sign({ sub: '1' }))).toBe('staff:1');
    expect(await subjectOf(await guests.sign({ sub: '1' }))).toBe('guest:1');
  });

  test('a request with two Authorization headers is refused, even if both are good', async () => {
    const authorization = `Bearer ${await staff.sign()}`;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { href } = new URL(`?query=${encodeURIComponent(query)}`, gateway().url);
      request(href, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .setHeader('authorization', [authorization, authorization])
        .setHeader('apollo-require-preflight', '1')
        .end();
    });
    expect(status).toBe(401);
  });
});

describe('with no issuer', () => {
  const gateway = useGateway();

  test('everyone is anonymous, whatever the Authorization header says', async () => {
    const { status, body } = await sendOperation(gateway().url, { query, token: 'not even a JWT' });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(gateway().people.received.at(-1)?.headers.authorization).toBeUndefined();
  });
});
