import { generateKeyPairSync } from 'node:crypto';
import type { CryptoKey, FlattenedJWSInput, KeyObject } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuthenticationUnavailableError } from './authentication-error.ts';
import { createIssuerKeys } from './issuer-keys.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());
const passSeconds = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

function createJwk(kid: string | undefined) {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...publicKey.export({ format: 'jwk' }), ...(kid !== undefined && { kid }) };
}

/** An issuer whose answers the test gives, and what is found of its keys. */
async function useIssuer(published: unknown[] | Error) {
  const issuer = { published, asked: 0, held: null as Promise<void> | null };
  const keys = createIssuerKeys({
    issuer: 'https://issuer.test',
    logger: { info: () => undefined, warn: () => undefined },
    async fetch() {
      issuer.asked += 1;
      await issuer.held;
      if (issuer.published instanceof Error) throw issuer.published;
      return issuer.published;
    },
  });
  await settled();
  const find = (kid?: string): Promise<CryptoKey | KeyObject | Uint8Array | object> =>
    Promise.resolve(
      keys.find({ alg: 'ES256', ...(kid !== undefined && { kid }) }, {} as FlattenedJWSInput),
    );
  const outcome = (kid?: string) =>
    find(kid).then(
      () => 'found',
      (error: Error) => (error instanceof AuthenticationUnavailableError ? 'away' : 'unknown'),
    );
  return { issuer, keys, outcome };
}

/** All that can happen without time has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const down = new Error('down');

describe('keys that can be had', () => {
  test('are asked for before anyone needs them, and once', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    expect(issuer.asked).toBe(1);
    expect(await Promise.all([outcome('a'), outcome('a')])).toEqual(['found', 'found']);
    expect(issuer.asked).toBe(1);
  });

  test('are asked for once by a flood of tokens with unknown keys, at once and one by one', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    passSeconds(31);
    const release = Promise.withResolvers<void>();
    issuer.held = release.promise;
    const flood = Array.from({ length: 500 }, (_, index) => outcome(`unknown-${index}`));
    await settled();
    // Whoever has a known key does not wait for it.
    expect(await outcome('a')).toBe('found');
    release.resolve();
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['unknown']));
    for (let index = 0; index < 100; index += 1)
      expect(await outcome(`more-${index}`)).toBe('unknown');
    expect(issuer.asked).toBe(2);
  });

  test('are asked for at most twice a minute by a flood that does not end', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    for (let second = 0; second < 300; second += 1) {
      passSeconds(1);
      await outcome(`unknown-${second}`);
    }
    expect(issuer.asked).toBeLessThanOrEqual(11);
  });

  test('are picked up within half a minute when there is a new one', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    issuer.published = [createJwk('a'), createJwk('b')];
    passSeconds(30);
    expect(await outcome('b')).toBe('found');
  });

  test('are asked for again in the background after five minutes, and waited for after ten', async () => {
    const { issuer, outcome, keys } = await useIssuer([createJwk('a')]);
    issuer.published = [createJwk('b')];
    const release = Promise.withResolvers<void>();
    issuer.held = release.promise;
    passSeconds(5 * 60);
    expect(await outcome('a')).toBe('found');
    expect(issuer.asked).toBe(2);
    passSeconds(5 * 60);
    expect(keys.current()).toBe(null);
    const late = outcome('a');
    release.resolve();
    expect(await late).toBe('unknown');
    expect(issuer.asked).toBe(2);
  });

  test('stay the same set while they are equal, and are another when they are not', async () => {
    const first = createJwk('a');
    const { issuer, keys, outcome } = await useIssuer([first]);
    const set = keys.current();
    passSeconds(31);
    await outcome('unknown');
    expect(issuer.asked).toBe(2);
    expect(keys.current()).toBe(set);
    issuer.published = [first, createJwk('b')];
    passSeconds(31);
    await outcome('b');
    expect(keys.current()).not.toBe(set);
  });

  test('may be fewer than are published, if some are of no use', async () => {
    const { outcome } = await useIssuer([null, { kty: 'RSA', kid: 'x' }, createJwk('a')]);
    expect([await outcome('a'), await outcome('x')]).toEqual(['found', 'unknown']);
  });
});

describe('a token without a key id', () => {
  test('is verified with the only key there is', async () => {
    expect(await (await useIssuer([createJwk(undefined)])).outcome()).toBe('found');
    expect(await (await useIssuer([createJwk('a')])).outcome()).toBe('found');
  });

  test('is refused when there are several: they are not tried one after the other', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a'), createJwk('b')]);
    passSeconds(31);
    expect(await outcome()).toBe('unknown');
    expect(issuer.asked).toBe(1);
  });
});

test.each(['../../etc/passwd', 'x'.repeat(7_000), '__proto__', "' OR 1=1", ''])(
  'a key id is only compared: %.16s',
  async (kid) => {
    expect(await (await useIssuer([createJwk('a')])).outcome(kid)).toBe('unknown');
  },
);

describe('while keys cannot be had', () => {
  test('those that there were stay good, however old they are', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    issuer.published = down;
    for (let hour = 0; hour < 24; hour += 1) {
      passSeconds(3_600);
      expect(await outcome('a')).toBe('found');
    }
    issuer.published = [createJwk('b')];
    passSeconds(16);
    await outcome('a');
    await settled();
    expect([await outcome('a'), await outcome('b')]).toEqual(['unknown', 'found']);
  });

  test('nobody waits for them who has a known key', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    issuer.published = down;
    passSeconds(601);
    expect(await outcome('a')).toBe('found');
    issuer.held = new Promise(() => undefined);
    passSeconds(16);
    expect(await outcome('a')).toBe('found');
  });

  test('a token with an unknown key cannot be judged', async () => {
    const { issuer, outcome } = await useIssuer([createJwk('a')]);
    issuer.published = down;
    passSeconds(31);
    expect(await outcome('b')).toBe('away');
    issuer.published = [createJwk('b')];
    passSeconds(2);
    expect(await outcome('b')).toBe('found');
  });

  test('no token can, if there never were any; soon after the issuer has started all can', async () => {
    const { issuer, outcome } = await useIssuer(down);
    expect(await outcome('a')).toBe('away');
    issuer.published = [createJwk('a')];
    passSeconds(2);
    expect(await outcome('a')).toBe('found');
  });

  test.each([
    ['known', 'a'],
    ['unknown', 'b'],
  ])(
    'they are asked for at most five times in any minute, by tokens with %s keys',
    async (_what, kid) => {
      const { issuer, outcome } = await useIssuer([createJwk('a')]);
      issuer.published = down;
      passSeconds(600);
      const askedBy: number[] = [];
      for (let second = 0; second < 600; second += 1) {
        passSeconds(1);
        await Promise.all([outcome(kid), outcome(kid), outcome(kid)]);
        await settled();
        askedBy.push(issuer.asked);
      }
      const within = askedBy.slice(60).map((asked, second) => asked - Number(askedBy[second]));
      expect(Math.max(...within)).toBeLessThanOrEqual(5);
      expect(issuer.asked).toBeGreaterThan(20);
    },
  );

  test('a clock that was set back keeps nobody from asking again', async () => {
    const { issuer, outcome } = await useIssuer(down);
    issuer.published = [createJwk('a')];
    passSeconds(-3_600);
    expect(await outcome('a')).toBe('found');
  });
});
