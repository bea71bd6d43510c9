import { randomBytes } from 'node:crypto';
import { withClient } from '@causeway/database';
import { ConfigurationError } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { createSealer } from '../../src/signing-keys/seal-key.ts';
import { createSigningKeys, type SigningKeys } from '../../src/signing-keys/signing-keys.ts';
import { createSigningKeysStore } from '../../src/signing-keys/signing-keys-store.ts';
import { SAMPLE_PASSWORD, useIdentity } from '../use-identity.ts';

const SIGN_IN = `mutation {
  signIn(input: { email: "customer@example.com", password: "${SAMPLE_PASSWORD}" }) {
    ... on SignInSuccess { session { accessToken } }
  }
}`;

async function fetchKeySet(origin: string): Promise<JSONWebKeySet> {
  const response = await fetch(`${origin}/.well-known/jwks.json`);
  expect(response.status).toBe(200);
  return (await response.json()) as JSONWebKeySet;
}

const verify = (token: string, keySet: JSONWebKeySet, currentDate: Date) =>
  jwtVerify(token, createLocalJWKSet(keySet), {
    issuer: 'https://identity.test',
    audience: 'causeway',
    algorithms: ['ES256'],
    typ: 'at+jwt',
    currentDate,
  });

describe('the key set', () => {
  const service = useIdentity();

  test('is public, may be cached for five minutes, and holds public members only', async () => {
    const response = await fetch(`${service().origin}/.well-known/jwks.json`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('content-type')).toContain('application/jwk-set+json');
    expect(await response.json()).toEqual({
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: expect.any(String),
          y: expect.any(String),
          kid: expect.any(String),
          alg: 'ES256',
          use: 'sig',
        },
      ],
    });
  });

  test('verifies the tokens that are handed out', async () => {
    const { accessToken, user } = await service().signUp();
    const keySet = await fetchKeySet(service().origin);
    const { payload } = await verify(accessToken, keySet, service().now());
    expect(payload.sub).toBe(user.id);
  });

  test('is the same after a restart', async () => {
    const before = await fetchKeySet(service().origin);
    const restarted = await service().startAnother();
    expect(await fetchKeySet(restarted.origin)).toEqual(before);
    await restarted.close();
  });

  test('lies in the database without a readable private key', async () => {
    const rows = await withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query('SELECT * FROM identity.signing_key');
      return rows;
    });
    expect(rows).toHaveLength(1);
    expect(rows[0].public_jwk).not.toHaveProperty('d');
    expect(rows[0].sealed_private_jwk).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
    expect(JSON.stringify(rows)).not.toContain('"d":');
  });

  test('does not open with another secret: the service refuses to start and says why', async () => {
    const start = service().startAnother({ SIGNING_KEY_SECRET: randomBytes(32) });
    await expect(start).rejects.toThrow(ConfigurationError);
    await expect(start).rejects.toThrow(/SIGNING_KEY_SECRET: does not open the signing keys/);
  });
});

describe('keys of several processes', () => {
  const database = useDatabase('identity');

  /** The keys as one process holds them; `prisma` is its own connection. */
  async function withProcess<T>(
    secret: Buffer,
    work: (keys: SigningKeys) => Promise<T>,
    now = () => new Date(),
  ): Promise<T> {
    const prisma = buildPrismaClient({ databaseUrl: database().appUrl, poolSize: 2 });
    try {
      const store = createSigningKeysStore(prisma);
      return await work(createSigningKeys({ store, sealer: createSealer(secret), now }));
    } finally {
      await prisma.$disconnect();
    }
  }

  test('who start at once on an empty database make one key between them', async () => {
    const secret = randomBytes(32);
    const loads = await Promise.all(
      Array.from({ length: 5 }, () => withProcess(secret, (keys) => keys.load())),
    );
    const kids = loads.map((keys) => keys.map(({ kid }) => kid));
    expect(kids[0]).toHaveLength(1);
    for (const each of kids) expect(each).toEqual(kids[0]);
    await expect(withProcess(randomBytes(32), (keys) => keys.rotate())).rejects.toThrow(
      'does not open',
    );
    expect(await withProcess(secret, (keys) => keys.load())).toHaveLength(1);
  });

  test('rotations at once and in turn leave one successor each, and retired keys are deleted', async () => {
    const secret = randomBytes(32);
    await withClient(database().ownerUrl, (client) =>
      client.query('DELETE FROM identity.signing_key'),
    );
    await withProcess(secret, (keys) => keys.load());
    await Promise.all([
      withProcess(secret, (keys) => keys.rotate()),
      withProcess(secret, (keys) => keys.rotate()),
    ]);
    const keys = await withProcess(secret, (each) => each.load());
    expect(keys).toHaveLength(3);
    expect(keys.filter(({ retiresAt }) => retiresAt === null)).toHaveLength(1);
    const nextDay = () => new Date(Date.now() + 24 * 3_600_000);
    await withProcess(secret, (each) => each.rotate(), nextDay);
    expect(await withProcess(secret, (each) => each.load())).toHaveLength(2);
  });
});

describe('a rotation under running services', () => {
  const service = useIdentity({ clockStandsStill: true });
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;

  /** What `rotate-keys.ts` does, by the service's clock. */
  async function rotate(): Promise<string> {
    const { IDENTITY_DATABASE_URL, SIGNING_KEY_SECRET } = service().settings;
    const prisma = buildPrismaClient({ databaseUrl: IDENTITY_DATABASE_URL, poolSize: 1 });
    try {
      const store = createSigningKeysStore(prisma);
      const sealer = createSealer(SIGNING_KEY_SECRET);
      return (await createSigningKeys({ store, sealer, now: service().now }).rotate()).kid;
    } finally {
      await prisma.$disconnect();
    }
  }

  test('shows the new key first, signs with it later, and keeps the old one until its tokens ended', async () => {
    const running = await service().startAnother({}, { keyReloadMs: 50 });
    const kids = async () => (await fetchKeySet(running.origin)).keys.map(({ kid }) => kid);
    const advanceMinutes = (count: number) => service().advance(count * 60_000);
    const signIn = async (): Promise<string> => {
      const { body } = await running.send(SIGN_IN);
      return body.data.signIn.session.accessToken;
    };
    try {
      const oldKid = kidOf(await signIn());
      expect(await kids()).toEqual([oldKid]);
      const newKid = await rotate();
      await expect.poll(kids).toEqual(expect.arrayContaining([oldKid, newKid]));
      advanceMinutes(9);
      expect(kidOf(await signIn())).toBe(oldKid);
      advanceMinutes(0.9);
      const lastOfOld = await signIn();
      expect(kidOf(lastOfOld)).toBe(oldKid);
      advanceMinutes(0.2);
      expect(kidOf(await signIn())).toBe(newKid);
      advanceMinutes(14.5);
      await verify(lastOfOld, await fetchKeySet(running.origin), service().now());
      advanceMinutes(6);
      expect(await kids()).toEqual([newKid]);
    } finally {
      await running.close();
    }
  });
});
