import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { request as sendRequest } from 'node:http';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { UserPrincipal } from '../src/index.ts';
import { type Answer, post, startExample } from './example-subgraph.ts';

const user: UserPrincipal = {
  kind: 'user',
  userId: 'user-1',
  sessionId: 'session-1',
  roles: ['merchandiser'],
  scopes: new Set(['stock:write']),
};
const query = '{ whoAmI }';
const body = JSON.stringify({ query });

function expectUnauthenticated(answer: Answer): void {
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Causeway-Assertion');
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.body).toEqual({
    errors: [
      {
        message: 'The request carries no valid assertion of identity.',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  });
}

/** An assertion signed with a key of the test's choice, valid but for `claims`. */
function forge(key: KeyObject, claims: JWTPayload = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000);
  return new SignJWT({
    iss: 'causeway-gateway',
    aud: 'catalog',
    iat,
    exp: iat + 30,
    jti: randomUUID(),
    body_sha256: createHash('sha256').update(body).digest('base64url'),
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'causeway-assertion+jwt', kid: 'gateway-1' })
    .sign(key);
}

describe('a request with a valid assertion', () => {
  it('is answered on behalf of the user it names', async () => {
    const { url, sign } = await startExample();
    const answer = await post(url, { query }, { assertion: sign(user) });
    expect(answer).toMatchObject({ status: 200, body: { data: { whoAmI: 'user-1' } } });
    expect(answer.headers.has('www-authenticate')).toBe(false);
  });

  it('is answered on behalf of nobody when it names nobody', async () => {
    const { url, sign } = await startExample();
    const answer = await post(url, { query }, { assertion: sign() });
    expect(answer).toMatchObject({ status: 200, body: { data: { whoAmI: 'nobody' } } });
  });

  it('is held to its scopes by the fields that need them', async () => {
    const { url, sign } = await startExample();
    const ask = async (principal?: UserPrincipal) =>
      (await post(url, { query: '{ stock }' }, { assertion: sign(principal) })).body;
    expect(await ask(user)).toEqual({ data: { stock: 6 } });
    expect((await ask({ ...user, scopes: new Set() })).errors?.[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
    });
    expect((await ask()).errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });
});

describe('a request is refused', () => {
  it('without an assertion, whatever else claims an identity', async () => {
    const { url, sign, log } = await startExample();
    expectUnauthenticated(
      await post(url, body, { headers: { authorization: `Bearer ${sign(user)(body)}` } }),
    );
    expect(await log.line('request refused')).toMatchObject({
      level: 'info',
      reason: 'The assertion is missing.',
    });
  });

  it('before its body is read', async () => {
    const { url } = await startExample();
    expectUnauthenticated(await post(url, '{ not JSON'));
  });

  it('with an assertion for another subgraph', async () => {
    const { url, sign } = await startExample();
    expectUnauthenticated(await post(url, { query }, { assertion: sign(user, 'orders') }));
  });

  it('with two assertions', async () => {
    const { url, sign } = await startExample();
    const assertion = `${sign(user)(body)}, ${sign(user)(body)}`;
    expectUnauthenticated(await post(url, body, { assertion }));
  });

  it('with an assertion signed by a key nobody trusts', async () => {
    const { url } = await startExample();
    const { privateKey } = generateKeyPairSync('ed25519');
    expectUnauthenticated(await post(url, { query }, { assertion: await forge(privateKey) }));
  });

  it('with an assertion that has expired', async () => {
    const { url, key } = await startExample();
    const iat = Math.floor(Date.now() / 1_000) - 40;
    const assertion = await forge(key.privateKey, { iat, exp: iat + 30 });
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });

  it('with an assertion whose issuer does not own the key', async () => {
    const { url, key } = await startExample();
    const assertion = await forge(key.privateKey, { iss: 'causeway-orders' });
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });

  it('with an assertion that says it needs no signature', async () => {
    const { url, sign } = await startExample();
    const [, claims] = sign(user)(body).split('.');
    const header = { alg: 'none', typ: 'causeway-assertion+jwt', kid: 'gateway-1' };
    const assertion = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${claims}.`;
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });

  it('that was sent before, whole as it was', async () => {
    const { url, sign, log } = await startExample();
    const assertion = sign(user)(body);
    expect((await post(url, body, { assertion })).status).toBe(200);
    expectUnauthenticated(await post(url, body, { assertion }));
    expect(await log.line('request refused')).toMatchObject({
      reason: 'The assertion has been used before.',
    });
  });

  it('but once, when the same is sent many times at once', async () => {
    const { url, sign } = await startExample();
    const assertion = sign(user)(body);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(url, body, { assertion })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 401)]);
  });

  it('with the assertion of another request', async () => {
    const { url, sign, log } = await startExample();
    const assertion = sign(user)(body);
    expectUnauthenticated(await post(url, { query: '{ stock }' }, { assertion }));
    expect(await log.line('request refused')).toMatchObject({
      reason: 'The assertion is for another body.',
    });
    expect((await post(url, body, { assertion })).status).toBe(200);
  });

  it('without a body, for which nothing can have been signed', async () => {
    const { url, sign } = await startExample();
    const headers = { 'causeway-assertion': sign(user)('') };
    const status = await new Promise((resolve, reject) => {
      const sent = sendRequest(url, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(400);
  });
});
