import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { assertionKey } from './assertion-key.ts';
import { createAssertionSigner } from './assertion-signer.ts';
import { assertionTrust } from './assertion-trust.ts';
import { createAssertionVerifier } from './assertion-verifier.ts';
import { anonymous, type Principal, type UserPrincipal } from './principal.ts';

const gateway = generateKey('gateway-1');
const orders = generateKey('orders-1');
const stranger = generateKey('gateway-1');
const trustOf = (issuers: Record<string, { publicJwk: object }>) =>
  assertionTrust.parse({
    issuers: Object.fromEntries(
      Object.entries(issuers).map(([issuer, { publicJwk }]) => [issuer, { keys: [publicJwk] }]),
    ),
  });
const trust = {
  current: trustOf({ 'causeway-gateway': gateway, 'causeway-orders': orders }),
};
const verifier = createAssertionVerifier({ audience: 'catalog', trust });
const signer = signerOf('causeway-gateway', gateway);
const body = '{"query":"{ stock }"}';
const inBytes = Buffer.from(body);
const user: UserPrincipal = {
  kind: 'user',
  userId: 'u1',
  sessionId: 's1',
  roles: ['merchandiser'],
  scopes: new Set(['catalog:write', 'stock:write']),
};

function generateKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const toJwk = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid });
  return { privateKey, publicKey, privateJwk: toJwk(privateKey), publicJwk: toJwk(publicKey) };
}

function signerOf(issuer: string, { privateJwk }: { privateJwk: object }) {
  return createAssertionSigner({ current: assertionKey.parse({ issuer, key: privateJwk }) });
}

/** An assertion of the gateway for the catalog, as it should be. */
function signed(changes: { audience?: string; principal?: Principal; body?: string } = {}): string {
  return signer.sign({ audience: 'catalog', principal: user, body, ...changes });
}

async function admitted(assertion: string, bytes = inBytes): Promise<Principal> {
  return (await verifier.verify(assertion)).admit(bytes);
}

const refusal = (reason: RegExp) => ({
  code: 'UNAUTHENTICATED',
  message: 'The request carries no valid assertion of identity.',
  cause: expect.objectContaining({ message: expect.stringMatching(reason) }),
});

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** A valid assertion but for what the test changes. */
function forge(
  changes: { claims?: JWTPayload; header?: Partial<JWTHeaderParameters>; key?: KeyObject } = {},
): Promise<string> {
  const iat = nowSeconds();
  const claims = {
    ...{ iss: 'causeway-gateway', aud: 'catalog', iat, exp: iat + 30, jti: randomUUID() },
    body_sha256: createHash('sha256').update(body).digest('base64url'),
  };
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
  await expect(verifier.verify(assertion)).rejects.toMatchObject(refusal(reason));
}

afterEach(() => vi.useRealTimers());

describe('an assertion that is believed', () => {
  it('names the user, session, roles and scopes it was signed for', async () => {
    expect(await admitted(signed())).toEqual(user);
  });

  it('names a program and its scopes', async () => {
    const principal = {
      kind: 'service',
      clientId: 'c1',
      scopes: new Set(['stock:write']),
    } as const;
    expect(await admitted(signed({ principal }))).toEqual(principal);
  });

  it('names nobody when nobody is signed in', async () => {
    expect(await admitted(signed({ principal: anonymous }))).toEqual(anonymous);
  });

  it('may come from each trusted issuer, with its own key', async () => {
    const request = { audience: 'catalog', principal: anonymous, body };
    expect(await admitted(signerOf('causeway-orders', orders).sign(request))).toEqual(anonymous);
  });

  it('may come from any maker of JWTs', async () => {
    expect(await admitted(await forge())).toEqual(anonymous);
  });

  it('has no scopes when the scope claim is empty', async () => {
    const principal = { ...user, scopes: new Set<string>() };
    expect(await admitted(signed({ principal }))).toMatchObject({ scopes: new Set() });
  });

  it('still counts within the clock tolerance after its end', async () => {
    const assertion = signed();
    vi.useFakeTimers({ now: Date.now() + 33_000 });
    expect(await admitted(assertion)).toEqual(user);
  });

  it('is for a body of any characters', async () => {
    const strange = JSON.stringify({ query: 'ä\u2028😀\ud800' });
    expect(await admitted(signed({ body: strange }), Buffer.from(strange))).toEqual(user);
  });

  it('is believed as soon as its key is, and no longer', async () => {
    const changing = { current: trustOf({ 'causeway-orders': orders }) };
    const follower = createAssertionVerifier({ audience: 'catalog', trust: changing });
    const answer = () =>
      follower.verify(signed()).then(
        () => 'believed',
        () => 'refused',
      );
    expect(await answer()).toBe('refused');
    changing.current = trustOf({ 'causeway-gateway': gateway });
    expect(await answer()).toBe('believed');
    changing.current = trustOf({ 'causeway-gateway': stranger });
    expect(await answer()).toBe('refused');
  });
});

describe('an assertion that is good, but not for this request', () => {
  it('is refused with another body, and then is still good with its own', async () => {
    const assertion = signed();
    for (const other of ['{"query":"{ stok }"}', `${body} `, '']) {
      await expect(admitted(assertion, Buffer.from(other))).rejects.toMatchObject(
        refusal(/another body/),
      );
    }
    expect(await admitted(assertion)).toEqual(user);
  });

  it('is refused when it has been used, whoever verifies it first', async () => {
    const assertion = signed();
    const [first, second] = [await verifier.verify(assertion), await verifier.verify(assertion)];
    expect(second.admit(inBytes)).toEqual(user);
    expect(() => first.admit(inBytes)).toThrow(expect.objectContaining(refusal(/used before/)));
    await expect(admitted(assertion)).rejects.toMatchObject(refusal(/used before/));
  });

  it('is refused when it has expired before its body came', async () => {
    const verified = await verifier.verify(signed());
    vi.useFakeTimers({ now: Date.now() + 36_000 });
    expect(() => verified.admit(inBytes)).toThrow(
      expect.objectContaining(refusal(/expired before/)),
    );
  });

  it('does not hinder another that is equal but for its id', async () => {
    const claims = { iat: nowSeconds() };
    expect(await admitted(await forge({ claims }))).toEqual(anonymous);
    expect(await admitted(await forge({ claims }))).toEqual(anonymous);
  });

  it('may have an id that another issuer has used', async () => {
    const jti = randomUUID();
    expect(await admitted(await forge({ claims: { jti } }))).toEqual(anonymous);
    const claims = { iss: 'causeway-orders', jti };
    const other = { claims, header: { kid: 'orders-1' }, key: orders.privateKey };
    expect(await admitted(await forge(other))).toEqual(anonymous);
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
    const assertion = signed();
    vi.useFakeTimers({ now: Date.now() + 36_000 });
    await expectRefused(assertion, /"exp" claim timestamp check failed/);
  });

  it('is older than half a minute, however long it says it lives', async () => {
    const iat = nowSeconds() - 36;
    await expectRefused(await forge({ claims: { iat, exp: iat + 86_400 } }), /"iat" claim/);
  });

  it('is not valid yet', async () => {
    await expectRefused(await forge({ claims: { nbf: nowSeconds() + 20 } }), /"nbf" claim/);
  });

  it('comes from the future', async () => {
    const iat = nowSeconds() + 60;
    await expectRefused(await forge({ claims: { iat, exp: iat + 30 } }), /"iat" claim/);
  });

  it('is meant for another subgraph', async () => {
    await expectRefused(signed({ audience: 'orders' }), /"aud" claim/);
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

  it.each(['iss', 'aud', 'iat', 'exp', 'jti', 'body_sha256'])(
    'lacks the claim %s',
    async (claim) => {
      await expectRefused(
        await forge({ claims: { [claim]: undefined } }),
        new RegExp(`"${claim}"`),
      );
    },
  );

  it.each([
    ['an id that is no text', { jti: 1 }],
    ['an id that is too long to remember', { jti: 'x'.repeat(129) }],
    ['a digest that is no text', { body_sha256: [] }],
  ])('has %s', async (_what, claims) =>
    expectRefused(
      await forge({ claims: claims as unknown as JWTPayload }),
      /claims about the request are malformed|"jti" claim/,
    ),
  );

  it.each([
    ['no session', { sub: 'u1', roles: [], scope: '' }],
    ['an empty user id', { sub: '', sid: 's', roles: [], scope: '' }],
    ['roles that are not a list', { sub: 'u1', sid: 's', roles: 'admin', scope: '' }],
    ['a client id beside a session', { sub: 'u1', sid: 's', client_id: 'c', roles: [], scope: '' }],
    ['no scope of the program', { sub: 'c', client_id: 'c' }],
    ['a scope that is a list', { sub: 'u1', sid: 's', roles: [], scope: ['users:read'] }],
  ])('names a caller with %s', async (_what, claims) =>
    expectRefused(await forge({ claims }), /claims about the caller are malformed/),
  );
});
