import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { type AssertionKeyJwk, createAssertionSigner, type UserPrincipal } from '../src/index.ts';
import { type Answer, post, startExample } from './example-subgraph.ts';

const user: UserPrincipal = {
  kind: 'user',
  userId: 'user-1',
  sessionId: 'session-1',
  roles: ['merchandiser'],
  scopes: new Set(['stock:write']),
};
const query = '{ whoAmI }';

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
    jti: 'x',
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'causeway-assertion+jwt', kid: 'gateway-1' })
    .sign(key);
}

describe('a request with a valid assertion', () => {
  it('is answered on behalf of the user it names', async () => {
    const { url, sign } = await startExample();
    const answer = await post(url, { query }, { assertion: await sign(user) });
    expect(answer).toMatchObject({ status: 200, body: { data: { whoAmI: 'user-1' } } });
    expect(answer.headers.has('www-authenticate')).toBe(false);
  });

  it('is answered on behalf of nobody when it names nobody', async () => {
    const { url, sign } = await startExample();
    const answer = await post(url, { query }, { assertion: await sign() });
    expect(answer).toMatchObject({ status: 200, body: { data: { whoAmI: 'nobody' } } });
  });

  it('is held to its scopes by the fields that need them', async () => {
    const { url, sign } = await startExample();
    const ask = async (principal?: UserPrincipal) =>
      (await post(url, { query: '{ stock }' }, { assertion: await sign(principal) })).body;
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
      await post(url, { query }, { headers: { authorization: `Bearer ${await sign(user)}` } }),
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
    expectUnauthenticated(await post(url, { query }, { assertion: await sign(user, 'orders') }));
  });

  it('with two assertions', async () => {
    const { url, sign } = await startExample();
    const assertion = `${await sign(user)}, ${await sign(user)}`;
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });

  it('with an assertion signed by a key nobody trusts', async () => {
    const { url } = await startExample();
    const { privateKey } = generateKeyPairSync('ed25519');
    expectUnauthenticated(await post(url, { query }, { assertion: await forge(privateKey) }));
  });

  it('with an assertion that has expired', async () => {
    const { url, key } = await startExample();
    const iat = Math.floor(Date.now() / 1_000) - 40;
    const assertion = await forge(toPrivateKey(key.privateJwk), { iat, exp: iat + 30 });
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });

  it('with an assertion whose issuer does not own the key', async () => {
    const { url, key } = await startExample();
    const signer = createAssertionSigner({ issuer: 'causeway-orders', key: key.privateJwk });
    const assertion = await signer.sign({ audience: 'catalog', principal: user });
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });

  it('with an assertion that says it needs no signature', async () => {
    const { url, sign } = await startExample();
    const [, claims] = (await sign(user)).split('.');
    const header = { alg: 'none', typ: 'causeway-assertion+jwt', kid: 'gateway-1' };
    const assertion = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${claims}.`;
    expectUnauthenticated(await post(url, { query }, { assertion }));
  });
});

function toPrivateKey(jwk: AssertionKeyJwk): KeyObject {
  return createPrivateKey({ key: jwk, format: 'jwk' });
}
