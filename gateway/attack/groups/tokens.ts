import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportSPKI, generateKeyPair, importJWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { post, request } from '../http/graphql-request.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';
import { type Expectation, type Group, type HostileCase, refusedWith, tolerated } from './group.ts';
import { nested } from './times.ts';

const ALGORITHM = 'ES256';
const FLOOD = 1_000;
const LIFETIME_S = 60;

/** Tokens that somebody without the issuer's key can make; RFC 8725. */
export const tokens: Group = {
  name: 'tokens',
  summary: 'access tokens that are forged, malformed, huge, or many',
  async cases(target) {
    const forger = await createForger();
    return [
      ...(await unsigned(target)),
      ...(await confused(target)),
      ...(await misled(target, forger)),
      ...malformed(target),
      ...(await flooding(target, forger)),
    ];
  },
};

/** A server that does not look at tokens is only to survive them. */
function expectation({ judgesTokens }: Target): Expectation {
  return judgesTokens ? refusedWith(401, 'UNAUTHENTICATED') : tolerated;
}

function withToken(target: Target, token: string): RawRequest {
  return post(target, { query: target.innocent.query }, { authorization: `Bearer ${token}` });
}

function caseOf(target: Target, name: string, token: string): HostileCase {
  return { name, request: () => withToken(target, token), expect: expectation(target) };
}

function claims(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1_000);
  const times = { iat: now, exp: now + LIFETIME_S };
  return { iss: 'https://issuer.test', aud: 'causeway', sub: 'admin', scope: 'admin', ...times };
}

async function unsigned(target: Target): Promise<HostileCase[]> {
  return ['none', 'None', 'NONE', 'nOnE', ''].map((alg) =>
    caseOf(
      target,
      `not signed: alg "${alg}"`,
      `${encoded({ alg, typ: 'at+jwt' })}.${encoded(claims())}.`,
    ),
  );
}

/** The public key, which anyone has, as the secret of a symmetric algorithm. */
async function confused(target: Target): Promise<HostileCase[]> {
  const cases = target.publicKeys.map(async (jwk) => {
    const key = await importJWK({ ...jwk, ext: true } as never, ALGORITHM, { extractable: true });
    const secrets = [await exportSPKI(key as never), JSON.stringify(jwk)];
    return Promise.all(
      secrets.map(async (secret) =>
        caseOf(
          target,
          'the public key as the secret',
          await new SignJWT(claims())
            .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: String(jwk.kid) })
            .sign(new TextEncoder().encode(secret)),
        ),
      ),
    );
  });
  return (await Promise.all(cases)).flat();
}

interface Forger {
  /** Signs by a key of the forger's own, whatever the header says of it. */
  sign(header?: Partial<JWTHeaderParameters>): Promise<string>;
  readonly publicKey: object;
  /** Where the forger would like keys to be fetched from, and how often somebody came. */
  readonly address: string;
  visits(): number;
}

async function createForger(): Promise<Forger> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await crypto.subtle.exportKey('jwk', publicKey);
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [{ ...jwk, kid: 'forged' }] }));
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return {
    publicKey: jwk,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    visits: () => visits,
    sign: (header = {}) =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: 'forged', ...header })
        .sign(privateKey),
  };
}

/** Headers of a token that say where, or which, its key is. */
async function misled(target: Target, forger: Forger): Promise<HostileCase[]> {
  const { address, publicKey } = forger;
  const known = String(target.publicKeys[0]?.kid ?? 'key-1');
  const headers: readonly (readonly [string, Record<string, unknown>])[] = [
    ['a key of nobody', {}],
    ['the name of the issuer’s key', { kid: known }],
    ['a key by address (jku)', { jku: address }],
    ['a certificate by address (x5u)', { x5u: address }],
    ['a key in the token (jwk)', { jwk: publicKey }],
    ['a certificate in the token (x5c)', { x5c: ['MIIB'] }],
    ['a key that is a path', { kid: '../../../../dev/null' }],
    ['a key that is a command', { kid: "' OR 1=1 --" }],
    ['a key that is an address', { kid: address }],
    ['a key that is a prototype', { kid: '__proto__' }],
    ['a key that is a number', { kid: 1 }],
    ['no key', { kid: undefined }],
    ['another kind of token', { typ: 'JWT' }],
    ['a name of the key of 4 kB', { kid: 'k'.repeat(4_000) }],
  ];
  return Promise.all(
    headers.map(async ([name, header]) => ({
      ...caseOf(target, name, await forger.sign(header)),
      findFault: () =>
        forger.visits() > 0 ? 'fetches keys from where a stranger’s token says' : null,
    })),
  );
}

function malformed(target: Target): HostileCase[] {
  const header = encoded({ alg: ALGORITHM, typ: 'at+jwt', kid: 'key-1' });
  const body = encoded(claims());
  const texts: readonly (readonly [string, string])[] = [
    ['one part', 'x'],
    ['two parts', `${header}.${body}`],
    ['five parts', 'a.b.c.d.e'],
    ['no parts but dots', '..'],
    ['what is no base64', `${header}.%%%.???`],
    ['what is no JSON', `${Buffer.from('{').toString('base64url')}.${body}.AAAA`],
    ['a header that is a list', `${encoded([])}.${body}.AAAA`],
    ['a header that is null', `${encoded(null)}.${body}.AAAA`],
    ['claims that are a text', `${header}.${encoded('x')}.AAAA`],
    [
      'claims in one another',
      `${header}.${Buffer.from(nested(2_000, '[', ']')).toString('base64url')}.AAAA`,
    ],
    ['an empty signature', `${header}.${body}.`],
    ['a critical header', `${encoded({ alg: ALGORITHM, crit: ['exp', 'x'], x: 1 })}.${body}.AAAA`],
    [
      'a token within a token',
      `${encoded({ alg: ALGORITHM, cty: 'JWT' })}.${encoded(`${header}.${body}.AAAA`)}.AAAA`,
    ],
    ['10 kB', `${header}.${encoded({ ...claims(), x: 'x'.repeat(7_000) })}.AAAA`],
  ];
  const twice = { method: 'POST', headers: { 'content-type': 'application/json' } };
  return [
    ...texts.map(([name, token]) => caseOf(target, `malformed: ${name}`, token)),
    {
      name: 'two tokens',
      request: () => ({
        pieces: [
          request(target, {
            ...twice,
            lines: ['authorization: Bearer a.b.c', 'authorization: Bearer d.e.f'],
            body: JSON.stringify({ query: target.innocent.query }),
          }),
        ],
      }),
      expect: target.judgesTokens ? refusedWith([400, 401]) : tolerated,
    },
    ...['Bearer', 'Bearer ', 'bearer x', 'Bearer a b', 'Bearer,x', 'Basic YTpi', 'x'].map(
      (value) => ({
        name: `Authorization: ${value}`,
        request: () => post(target, { query: target.innocent.query }, { authorization: value }),
        expect: tolerated,
      }),
    ),
  ];
}

/** Each names a key that nobody knows: a server that asks its issuer for each can be used against it. */
async function flooding(target: Target, forger: Forger): Promise<HostileCase[]> {
  const flood = await Promise.all(
    Array.from({ length: FLOOD }, (_, index) => forger.sign({ kid: `unknown-${index}` })),
  );
  const batch = 50;
  return Array.from({ length: FLOOD / batch }, (_, part) => ({
    name: `unknown keys ${part * batch + 1} to ${(part + 1) * batch} of ${FLOOD}`,
    request: () =>
      flood.slice(part * batch, (part + 1) * batch).map((token) => withToken(target, token)),
    expect: expectation(target),
  }));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
