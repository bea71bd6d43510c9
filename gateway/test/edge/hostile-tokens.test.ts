import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestIdentity } from '@causeway/test-kit';
import { CompactEncrypt, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { useTokenIssuer } from '../support/use-token-issuer.ts';

const issuer = await useTokenIssuer();
const keys = createTestIdentity();
/** What a token may name as the place of its key: nobody must ask there. */
let asked = 0;
const elsewhere = createServer((_request, response) => {
  asked += 1;
  response.end(JSON.stringify({ keys: [stranger.jwk] }));
});
elsewhere.listen(0, '127.0.0.1');
await once(elsewhere, 'listening');
const elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/jwks`;
afterAll(() => {
  elsewhere.close();
});

const gateway = useGateway({
  environment: () => ({
    ...issuer.environment,
    ASSERTION_KEY_FILE: keys.keyFile,
  }),
});
const query = '{ person(id: "1") { name } }';
const send = (token: string) => sendOperation(gateway().url, { query, token });

const now = Math.floor(Date.now() / 1_000);
const claims = { iss: issuer.issuer, aud: 'causeway', sub: 'user-1', exp: now + 600 };
const header = { alg: 'ES256', typ: 'at+jwt', kid: 'key-1' };
const stranger = createKey('ec', { namedCurve: 'P-256' });
const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function createKey(kind: 'ec', options: { namedCurve: string }) {
  const { privateKey, publicKey } = generateKeyPairSync(kind, options);
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'stranger' } };
}

const forged = (changes: object = {}, key: KeyObject = stranger.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ ...header, ...changes }).sign(key);

/** Signed by the issuer's own key, whatever the parts are. */
async function withParts(change: (parts: [string, string, string]) => string): Promise<string> {
  return change((await issuer.sign()).split('.') as [string, string, string]);
}

/** A signature by HMAC, with what everybody knows as its secret. */
function hmac(secret: string): string {
  const signed = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const cases: Record<string, Record<string, () => Promise<string> | string>> = {
  'whose claims do not hold': {
    'that has expired': () => issuer.sign({ exp: now - 60 }),
    'without an expiry': () => issuer.sign({ exp: undefined }),
    'with an expiry that is no number': () => issuer.sign({ exp: String(now + 600) }),
    'with an expiry that is no time': () => issuer.sign({ exp: -1 }),
    'that is not valid yet': () => issuer.sign({ nbf: now + 600 }),
    'from the future': () => issuer.sign({ iat: now + 600 }),
    'of a time that is no number': () => issuer.sign({ iat: 'now' }),
    'without a subject': () => issuer.sign({ sub: undefined }),
    'with an empty subject': () => issuer.sign({ sub: '' }),
    'with a number for a subject': () => issuer.sign({ sub: 1 }),
    'with subjects in a list': () => issuer.sign({ sub: ['user-1'] }),
    'for another audience': () => issuer.sign({ aud: 'elsewhere' }),
    'for other audiences': () => issuer.sign({ aud: ['elsewhere', 'causeway2'] }),
    'for an audience that is an object': () => issuer.sign({ aud: { 0: 'causeway' } }),
    'for nobody': () => issuer.sign({ aud: undefined }),
    'for an empty list': () => issuer.sign({ aud: [] }),
    'of another issuer': () => issuer.sign({ iss: 'https://other.test' }),
    'of no issuer': () => issuer.sign({ iss: undefined }),
    'of an issuer that objects inherit': () => issuer.sign({ iss: '__proto__' }),
    'of issuers in a list': () => issuer.sign({ iss: [issuer.issuer] }),
    'with malformed roles': () => issuer.sign({ roles: 'admin' }),
  },
  'of another kind': {
    'a refresh token': () => issuer.sign({}, { typ: 'refresh+jwt' }),
    'a logout token': () => issuer.sign({ events: {} }, { typ: 'logout+jwt' }),
    'a logout token that calls itself JWT': () =>
      issuer.sign(
        { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
        { typ: 'JWT' },
      ),
    'an ID token': () => issuer.sign({ at_hash: 'abc' }, { typ: 'JWT' }),
    'an ID token of a code flow': () => issuer.sign({ c_hash: 'abc' }, { typ: 'JWT' }),
    "Keycloak's refresh token": () => issuer.sign({ typ: 'Refresh' }, { typ: 'JWT' }),
    "Keycloak's ID token": () => issuer.sign({ typ: 'ID' }, { typ: 'JWT' }),
    "Cognito's ID token": () => issuer.sign({ token_use: 'id' }, { typ: 'JWT' }),
    'a DPoP proof': () => issuer.sign({}, { typ: 'dpop+jwt' }),
    'one without a type': () => withoutType(),
    'one with a type that is no text': () => issuer.sign({}, { typ: 1 as never }),
    'an assertion of ours': () =>
      keys.sign({ audience: 'causeway', body: JSON.stringify({ query }) }),
  },
  'with a signature that is none of the issuer': {
    'signed by a stranger under a known key id': () => forged(),
    'signed by a stranger under its own': () => forged({ kid: 'stranger' }),
    'that names where its key is (jku)': () => forged({ kid: 'stranger', jku: elsewhereUrl }),
    'that names where its certificate is (x5u)': () => forged({ x5u: elsewhereUrl }),
    'that brings its key (jwk)': () => forged({ jwk: stranger.jwk }),
    'that brings its certificate (x5c)': () => forged({ x5c: ['MIIB'] }),
    'with a path for a key id': () => forged({ kid: '../../../../dev/null' }),
    'with a key id of 7 kB': () => forged({ kid: 'x'.repeat(5_000) }),
    'with a key id that is no text': () => forged({ kid: { a: 1 } }),
    'that is not signed': () => new UnsecuredJWT(claims).encode(),
    'that says that it is not signed': () => withAlgorithm('none', ''),
    'that says so in another case': () => withAlgorithm('nOnE', ''),
    'that says so, and is': () => withParts(([, body, sig]) => withAlgorithm('none', sig, body)),
    'with an HMAC by the public key': () => hmac(JSON.stringify(issuer.published()[0])),
    'with an HMAC by nothing': () => hmac(''),
    'of an algorithm that is not allowed': () => withAlgorithm('ES384', 'AAAA'),
    'of an algorithm that is not the key’s': () => withAlgorithm('RS256', 'AAAA'),
    'of an algorithm that nobody knows': () => withAlgorithm('toString', 'AAAA'),
    'of zeros': () => withParts(([head, body]) => `${head}.${body}.${encode('\0'.repeat(64))}`),
    'that is empty': () => withParts(([head, body]) => `${head}.${body}.`),
    'of other claims': () =>
      withParts(([head, , sig]) => `${head}.${encode({ ...claims, sub: 'admin' })}.${sig}`),
  },
  'that is odd': {
    'with an extension that must be understood, and is not': () =>
      issuer.sign({}, { crit: ['https://issuer.test/rule'], 'https://issuer.test/rule': 1 }),
    'with an empty list of those': () => withHeader({ ...header, crit: [] }),
    'with a payload that is not encoded': () =>
      withHeader({ ...header, crit: ['b64'], b64: false }),
    'that is not a JWT': () => 'abc.def',
    'that is dots': () => '..',
    'of four parts': () => withParts((parts) => [...parts, 'x'].join('.')),
    'that is encrypted': () => encrypted(),
    'whose payload is a list': () => withParts(([head, , sig]) => `${head}.${encode([1])}.${sig}`),
    'whose payload is null': () => withParts(([head, , sig]) => `${head}.${encode(null)}.${sig}`),
    'whose payload is a token': () =>
      withParts((parts) => `${parts[0]}.${encode(parts.join('.'))}.${parts[2]}`),
    'whose header is a list': () => withParts(([, body, sig]) => `${encode([])}.${body}.${sig}`),
    'whose header says everything twice': () =>
      withHeader('{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"key-1","kid":"stranger"}'),
    'whose claims are there twice': () =>
      withParts(
        ([head, , sig]) =>
          `${head}.${encode(`{"iss":"x","iss":"${issuer.issuer}","aud":"causeway"}`)}.${sig}`,
      ),
    'that is padded': () => withParts(([head, body, sig]) => `${head}==.${body}=.${sig}==`),
    'in the alphabet of another base64': () =>
      withParts(([head, body]) => `${head}.${body}.${'+/'.repeat(43)}`),
    'that is deep': () => `${encode('['.repeat(4_000))}.${encode('['.repeat(1_900))}.AAAA`,
    'that is not UTF-8': () =>
      withParts(
        ([, body, sig]) => `${Buffer.from([0xff, 0xfe]).toString('base64url')}.${body}.${sig}`,
      ),
    'that is too long': () => issuer.sign({ padding: 'x'.repeat(9_000) }),
  },
};

function withoutType(): Promise<string> {
  return issuer.sign({}, { typ: undefined as never });
}

function withAlgorithm(alg: string, signature: string, body = encode(claims)): string {
  return `${encode({ ...header, alg })}.${body}.${signature}`;
}

/** With a signature that would hold for another header. */
function withHeader(given: unknown): Promise<string> {
  return withParts(([, body, signature]) => `${encode(given)}.${body}.${signature}`);
}

async function encrypted(): Promise<string> {
  const { publicKey } = await generateKeyPair('ECDH-ES');
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'at+jwt' })
    .encrypt(publicKey);
}

describe.each(Object.entries(cases))('a token %s', (_group, tokens) => {
  test.each(Object.entries(tokens))('%s: 401, and no subgraph is asked', async (_name, token) => {
    const before = gateway().people.received.length;
    const { status, headers, body } = await send(await token());
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", error_description="[^"]+"$/,
    );
    expect(body.errors).toEqual([
      { message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(gateway().people.received).toHaveLength(before);
    expect(asked).toBe(0);
  });
});

test('another scheme than Bearer is refused', async () => {
  const headers = { authorization: 'Basic dXNlcjpwYXNz' };
  expect((await sendOperation(gateway().url, { query, headers })).status).toBe(401);
});

describe('a token that is good', () => {
  const tokens: Record<string, () => Promise<string>> = {
    'with the type of an access token': () => issuer.sign(),
    'with its long type': () => issuer.sign({}, { typ: 'application/at+jwt' }),
    'with the type that most have': () => issuer.sign({}, { typ: 'JWT' }),
    'for several audiences': () => issuer.sign({ aud: ['other', 'causeway'] }),
    'that says that it is for access': () => issuer.sign({ typ: 'Bearer', token_use: 'access' }),
    'with header members that nobody asks for': () =>
      issuer.sign({}, { jku: elsewhereUrl, x5u: elsewhereUrl, jwk: stranger.jwk as never }),
    'of a clock that is a little ahead': () => issuer.sign({ iat: now + 4 }),
  };
  test.each(Object.entries(tokens))('%s passes', async (_name, token) => {
    const { status, body } = await send(await token());
    expect([status, body]).toEqual([200, { data: { person: { name: 'Ada' } } }]);
    expect(asked).toBe(0);
  });
});
