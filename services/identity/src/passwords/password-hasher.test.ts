import { hash, parseOptions, verify } from '@node-rs/argon2';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';

// What it is asked is looked at; it does its work.
vi.mock('@node-rs/argon2', { spy: true });

const { signal } = new AbortController();
const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };

describe('createPasswordHasher', () => {
  let hasher: PasswordHasher;
  beforeAll(async () => {
    hasher = await createPasswordHasher();
  });

  test('hashes with argon2id, 19 MiB, two passes, one lane, and a salt of its own each time', async () => {
    const [one, other] = await Promise.all([
      hasher.hash('a passphrase', signal),
      hasher.hash('a passphrase', signal),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await hasher.verify(one, 'a passphrase', signal)).toBe(true);
    expect(await hasher.verify(one, 'A passphrase', signal)).toBe(false);
  });

  test('takes é for é, however the keyboard composed it', async () => {
    const passwordHash = await hasher.hash('caf\u00e9 au lait', signal);
    expect(await hasher.verify(passwordHash, 'cafe\u0301 au lait', signal)).toBe(true);
  });

  test('knows hashes of other parameters and of other variants of argon2 as outdated', async () => {
    expect(hasher.isOutdated(await hasher.hash('a passphrase', signal))).toBe(false);
    expect(hasher.isOutdated(await hash('a passphrase', cheap))).toBe(true);
    const argon2i = await hash('a passphrase', { algorithm: 1 });
    expect(argon2i).toMatch(/^\$argon2i\$/);
    expect(hasher.isOutdated(argon2i)).toBe(true);
  });

  test('does the same work to verify nobody as to verify somebody', async () => {
    const passwordHash = await hasher.hash('a passphrase', signal);
    expect(await hasher.verify(passwordHash, 'wrong', signal)).toBe(false);
    expect(await hasher.verifyNobody('wrong', signal)).toBe(false);
    const [somebody, nobody] = vi.mocked(verify).mock.calls.slice(-2);
    expect(parseOptions(String(nobody?.[0]))).toEqual(parseOptions(passwordHash));
    expect(nobody?.[1]).toEqual(somebody?.[1]);
  });

  test('refuses work beyond its limits', async () => {
    const busy = await createPasswordHasher({
      parameters: cheap,
      limits: { atOnce: 1, waiting: 1 },
    });
    const results = await Promise.allSettled(
      ['one', 'two', 'three'].map((password) => busy.hash(password, signal)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(results[2]).toMatchObject({ reason: { code: 'SERVICE_UNAVAILABLE' } });
  });
});
