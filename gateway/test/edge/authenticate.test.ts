import { createTestIdentity, signedIn } from '@causeway/test-kit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const keys = createTestIdentity();

const gateway = useGateway({
  environment: () => ({
    ...issuer.environment,
    ASSERTION_KEY_FILE: keys.keyFile,
  }),
});

const query = '{ person(id: "1") { name } }';
const send = (token?: string, headers: Record<string, string> = {}) =>
  sendOperation(gateway().url, { query, token, headers });
const lastAssertion = () => String(gateway().people.received.at(-1)?.headers['causeway-assertion']);

describe('a request with a good token', () => {
  test('reaches the subgraph with an assertion of who is asking, and without the token', async () => {
    const { status } = await send(await issuer.sign());
    expect(status).toBe(200);
    const assertion = lastAssertion();
    expect(decodeProtectedHeader(assertion)).toMatchObject({
      alg: 'EdDSA',
      typ: 'causeway-assertion+jwt',
    });
    expect(decodeJwt(assertion)).toMatchObject({
      iss: 'causeway-gateway',
      aud: 'people',
      sub: 'user-1',
      sid: 'session-1',
      roles: ['support'],
      scope: 'users:read orders:read',
    });
    expect(gateway().people.received.at(-1)?.headers.authorization).toBeUndefined();
  });

  test('may write the scheme in any case, and its scopes as `scp`', async () => {
    const token = await issuer.sign({ scope: undefined, scp: ['a', 'b'] });
    const { status } = await send(undefined, { authorization: `bEaReR ${token}` });
    expect(status).toBe(200);
    expect(decodeJwt(lastAssertion()).scope).toBe('a b');
  });
});

describe('a request without a token', () => {
  test('is anonymous, whatever it claims in headers', async () => {
    const principal = signedIn({ userId: 'admin', roles: ['admin'], scopes: ['roles:write'] });
    const forged = keys.sign({ audience: 'people', principal, body: JSON.stringify({ query }) });
    const { status } = await send(undefined, { 'causeway-assertion': forged });
    expect(status).toBe(200);
    expect(lastAssertion()).not.toBe(forged);
    expect(decodeJwt(lastAssertion()).sub).toBeUndefined();
  });
});

describe("the issuer's keys", () => {
  test('are asked for once, not for every request', async () => {
    await send(await issuer.sign());
    const before = issuer.requests();
    for (let i = 0; i < 5; i += 1) await send(await issuer.sign());
    expect(issuer.requests()).toBe(before);
  });
});
