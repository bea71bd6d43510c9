import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AssertionKeyJwk } from './assertion-key.ts';
import { createAssertionSigner } from './assertion-signer.ts';
import { createAssertionVerifier } from './assertion-verifier.ts';
import { anonymous, type UserPrincipal } from './principal.ts';

const gateway = generateKey('gateway-1');
const orders = generateKey('orders-1');
const stranger = generateKey('gateway-1');
const trust = {
  issuers: {
    'causeway-gateway': { keys: [gateway.publicJwk] },
    'causeway-orders': { keys: [orders.publicJwk] },
  },
};
const verifier = createAssertionVerifier({ audience: 'catalog', trust });
const signer = createAssertionSigner({ issuer: 'causeway-gateway', key: gateway.privateJwk });
const user: UserPrincipal = {
  kind: 'user',
  userId: 'u1',
  sessionId: 's1',
  roles: ['merchandiser'],
  scopes: new Set(['catalog:write', 'stock:write']),
};

function generateKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const toJwk = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid }) as AssertionKeyJwk;
  return { privateKey, publicKey, privateJwk: toJwk(privateKey), publicJwk: toJwk(publicKey) };
}

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** A valid assertion but for what the test changes. */
function forge(
  changes: { claims?: JWTPayload; header?: Partial<JWTHeaderParameters>; key?: KeyObject } = {},
): Promise<string> {
  const iat = nowSeconds();
  const claims = { iss: 'causeway-gateway', aud: 'catalog', iat, exp: iat + 30, jti: randomUUID() };
  return new SignJWT({ ...claims, ...changes.claims })
    .setProtectedHeader({
      alg: 'EdDSA',
      typ: 'causeway-assertion+jwt',
      kid: 'gateway-1',
      ...changes.header,
    })
    .sign(changes.key ?? gateway.privateKey);
}

async function expectRefused(assertion: string | undefined, reason: RegExp): Promise<void> {
  await expect(verifier.verify(assertion)).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    message: 'The request carries no valid assertion of identity.',
    cause: expect.objectContaining({ message: expect.stringMatching(reason) }),
  });
}

afterEach(() => vi.useRealTimers());

describe('an assertion that is believed', () => {
  it('names the user, session, roles and scopes it was signed for', async () => {
    const assertion = await signer.sign({ audience: 'catalog', principal: user });
    expect(await verifier.verify(assertion)).toEqual(user);
  });

  it('names nobody when nobody is signed in', async () => {
    const assertion = await signer.sign({ audience: 'catalog', principal: anonymous });
    expect(await verifier.verify(assertion)).toEqual(anonymous);
  });

  it('may come from each trusted issuer, with its own key', async () => {
    const assertion = await createAssertionSigner({
      issuer: 'causeway-orders',
      key: orders.privateJwk,
      audience: 'catalog',
    }).sign({ principal: anonymous });
    expect(await verifier.verify(assertion)).toEqual(anonymous);
  });

  it('has no scopes when the scope claim is empty', async () => {
    const principal = { ...user, scopes: new Set<string>() };
    const assertion = await signer.sign({ audience: 'catalog', principal });
    expect(await verifier.verify(assertion)).toMatchObject({ scopes: new Set() });
  });

  it('still counts within the clock tolerance after its end', async () => {
    const assertion = await signer.sign({ audience: 'catalog', principal: user });
    vi.useFakeTimers({ now: Date.now() + 33_000 });
    expect(await verifier.verify(assertion)).toEqual(user);
  });

  it('is different each time', async () => {
    const request = { audience: 'catalog', principal: user };
    expect(await signer.sign(request)).not.toBe(await signer.sign(request));
  });
});

describe('an assertion that is refused', () => {
  it('is missing', () => expectRefused(undefined, /missing/));

  it.each(['', 'x', 'a.b.c', '..', `${'a'.repeat(9_000)}.b.c`])('is not a JWS: %.9s', (text) =>
    expectRefused(text, /.+/),
  );

  it('is tampered with', async () => {
    const [header, , signature] = (await forge()).split('.');
    const claims = { iss: 'causeway-gateway', aud: 'catalog', sub: 'admin', sid: 's', roles: [] };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    await expectRefused(`${header}.${payload}.${signature}`, /signature verification failed/);
  });

  it('has expired', async () => {
    const assertion = await signer.sign({ audience: 'catalog', principal: user });
    vi.useFakeTimers({ now: Date.now() + 36_000 });
    await expectRefused(assertion, /"exp" claim timestamp check failed/);
  });

  it('is older than a minute, however long it says it lives', async () => {
    const iat = nowSeconds() - 70;
    await expectRefused(await forge({ claims: { iat, exp: iat + 86_400 } }), /"iat" claim/);
  });

  it('comes from the future', async () => {
    const iat = nowSeconds() + 60;
    await expectRefused(await forge({ claims: { iat, exp: iat + 30 } }), /"iat" claim/);
  });

  it('is meant for another subgraph', async () => {
    const assertion = await signer.sign({ audience: 'orders', principal: user });
    await expectRefused(assertion, /"aud" claim/);
  });

  it('is meant for several subgraphs at once', async () => {
    const assertion = await forge({ claims: { aud: ['catalog', 'orders'] } });
    await expectRefused(assertion, /audience is a list/);
  });

  it('is signed with a key that nobody trusts, under a trusted key id', async () =>
    expectRefused(await forge({ key: stranger.privateKey }), /signature verification failed/));

  it('names a key id that is unknown', async () =>
    expectRefused(await forge({ header: { kid: 'gateway-2' } }), /key is not trusted/));

  it('names no key id', async () => {
    const { kid: _kid, ...header } = { alg: 'EdDSA', typ: 'causeway-assertion+jwt', kid: '' };
    const assertion = await new SignJWT({ aud: 'catalog' })
      .setProtectedHeader(header)
      .sign(gateway.privateKey);
    await expectRefused(assertion, /key is not trusted/);
  });

  it('claims another issuer than the owner of its key', async () => {
    const assertion = await forge({ header: { kid: 'orders-1' }, key: orders.privateKey });
    await expectRefused(assertion, /issuer does not own the key/);
  });

  it('is not signed at all', async () => {
    const unsecured = new UnsecuredJWT({ jti: 'x' })
      .setIssuer('causeway-gateway')
      .setAudience('catalog')
      .setIssuedAt()
      .setExpirationTime('30s')
      .encode();
    await expectRefused(
      unsecured,
      /"alg" \(Algorithm\) Header Parameter value not allowed|Invalid/i,
    );
  });

  it('says alg none with a trusted key id', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = { alg: 'none', typ: 'causeway-assertion+jwt', kid: 'gateway-1' };
    const iat = nowSeconds();
    const claims = { iss: 'causeway-gateway', aud: 'catalog', iat, exp: iat + 30, jti: 'x' };
    await expectRefused(`${encode(header)}.${encode(claims)}.`, /"alg".*not allowed/);
  });

  it('is an HMAC made with the public key', async () => {
    const secret = Buffer.from(String(gateway.publicJwk.x), 'base64url');
    const assertion = await new SignJWT({ aud: 'catalog', iss: 'causeway-gateway' })
      .setProtectedHeader({ alg: 'HS256', typ: 'causeway-assertion+jwt', kid: 'gateway-1' })
      .sign(secret);
    await expectRefused(assertion, /"alg".*not allowed/);
  });

  it.each(['JWT', 'at+jwt', undefined])('is a token of another type: %s', async (typ) => {
    const header = typ === undefined ? { typ: '' } : { typ };
    await expectRefused(await forge({ header }), /"typ"/);
  });

  it.each(['iss', 'aud', 'iat', 'exp', 'jti'])('lacks the claim %s', async (claim) => {
    await expectRefused(await forge({ claims: { [claim]: undefined } }), new RegExp(`"${claim}"`));
  });

  it.each([
    ['no session', { sub: 'u1', roles: [], scope: '' }],
    ['an empty user id', { sub: '', sid: 's', roles: [], scope: '' }],
    ['roles that are not a list', { sub: 'u1', sid: 's', roles: 'admin', scope: '' }],
    ['a scope that is a list', { sub: 'u1', sid: 's', roles: [], scope: ['users:read'] }],
  ])('names a user with %s', async (_what, claims) =>
    expectRefused(await forge({ claims }), /claims about the user are malformed/),
  );
});

describe('createAssertionVerifier', () => {
  it('refuses a trust file in which one key id has two owners', () => {
    const issuers = { a: { keys: [gateway.publicJwk] }, b: { keys: [stranger.publicJwk] } };
    expect(() => createAssertionVerifier({ audience: 'catalog', trust: { issuers } })).toThrow(
      /key id "gateway-1" occurs twice/,
    );
  });
});

describe('createAssertionSigner', () => {
  it('refuses to sign without an audience', () => {
    expect(() => signer.sign({ principal: anonymous })).toThrow(TypeError);
  });

  it('refuses a key that is not private', () => {
    expect(() => createAssertionSigner({ issuer: 'x', key: gateway.publicJwk })).toThrow();
  });
});
