import { withClient } from '@causeway/database';
import type { PrismaClient } from '@causeway/identity-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { createSignInAttempts } from '../../src/credentials/sign-in-attempts.ts';
import { createSignInAttemptsStore } from '../../src/credentials/sign-in-attempts-store.ts';
import { deleteInBatches } from '../../src/delete-in-batches.ts';
import { PASSWORD, useIdentity } from '../use-identity.ts';

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on Failure { message }
    ... on TooManyAttempts { retryAfterSeconds }
  }
}`;
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { __typename }
}`;
const FREE = 10;
const DAY_MS = 24 * 3_600_000;

describe('passwords that are tried for one address', () => {
  const service = useIdentity({ clockStandsStill: true });
  let prisma: PrismaClient;
  beforeAll(() => {
    prisma = buildPrismaClient({
      databaseUrl: service().settings.IDENTITY_DATABASE_URL,
      poolSize: 1,
    });
  });
  afterAll(() => prisma.$disconnect());

  const store = () => createSignInAttemptsStore(prisma);
  /** Attempts as sign-in begins them, without the seconds that hashing takes. */
  const begin = (email: string) => createSignInAttempts(store(), service().now).begin(email);
  const exhaust = async (email: string) => {
    for (let tried = 0; tried < FREE; tried += 1) expect(await begin(email)).toBeNull();
  };
  const send = (email: string, password: string) =>
    service().send(SIGN_IN, { input: { email, password } });
  const attempt = async (email: string, password = 'not the password') => {
    const { body } = await send(email, password);
    expect(body.errors).toBeUndefined();
    return body.data.signIn as { __typename: string; retryAfterSeconds?: number };
  };

  test('count also where a password is changed, by whoever has found an access token', async () => {
    const { principal, user } = await service().signUp();
    const change = async (currentPassword: string) => {
      const input = { currentPassword, newPassword: 'staple horse correct' };
      const { body } = await service().send(CHANGE, { input }, principal);
      return body.data.changePassword.__typename;
    };
    for (let guess = 0; guess < FREE; guess += 1) {
      expect(await change(`guess ${guess}`)).toBe('WrongPassword');
    }
    expect(await change(PASSWORD)).toBe('TooManyAttempts');
    expect((await attempt(user.email, PASSWORD)).__typename).toBe('TooManyAttempts');
  });

  test('have to wait after ten', async () => {
    const { user } = await service().signUp();
    for (let tried = 0; tried < FREE; tried += 1) {
      expect((await attempt(user.email)).__typename).toBe('InvalidCredentials');
    }
    expect(await attempt(user.email)).toEqual({
      __typename: 'TooManyAttempts',
      message: 'Too many passwords for this address were wrong. Try again in 1 s.',
      retryAfterSeconds: 1,
    });
  });

  test('wait longer each time, and a quarter of an hour at most', async () => {
    const email = 'waits@example.com';
    await exhaust(email);
    const waits: (number | null)[] = [];
    for (let round = 0; round < 12; round += 1) {
      const wait = await begin(email);
      waits.push(wait);
      service().advance((wait ?? 0) * 1_000);
      expect(await begin(email)).toBeNull();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  test('wait no longer for being tried meanwhile', async () => {
    const email = 'hammered@example.com';
    await exhaust(email);
    for (let tried = 0; tried < 20; tried += 1) expect(await begin(email)).toBe(1);
    service().advance(1_000);
    expect(await begin(email)).toBeNull();
  });

  test('wait even when they are right, and then begin anew', async () => {
    const { user } = await service().signUp();
    await exhaust(user.email);
    expect((await attempt(user.email, PASSWORD)).__typename).toBe('TooManyAttempts');
    service().advance(1_000);
    expect((await attempt(user.email, PASSWORD)).__typename).toBe('SignInSuccess');
    await exhaust(user.email);
  });

  test('are held up alike when no account has the address, however it is written', async () => {
    await exhaust('nobody@example.com');
    expect((await attempt('nobody@example.com')).retryAfterSeconds).toBe(1);
    expect((await attempt('NoBody@Example.com')).retryAfterSeconds).toBe(1);
    expect((await attempt('somebody@example.com')).__typename).toBe('InvalidCredentials');
  });

  test('are no more than ten, however many are tried at once', async () => {
    const { user } = await service().signUp();
    const results = await Promise.all(Array.from({ length: 50 }, () => attempt(user.email)));
    const kinds = results.map(({ __typename }) => __typename);
    expect(kinds.filter((kind) => kind === 'InvalidCredentials')).toHaveLength(FREE);
    expect(kinds.filter((kind) => kind === 'TooManyAttempts')).toHaveLength(50 - FREE);
  });

  test('leave sessions that there are alone', async () => {
    const { user, principal } = await service().signUp();
    await exhaust(user.email);
    expect(await service().read('{ me { id } }', {}, principal)).toEqual({ me: { id: user.id } });
  });

  test('are logged when they are held up, without the address', async () => {
    await exhaust('typed-my-password-here@example.com');
    await attempt('typed-my-password-here@example.com');
    expect(service().log).toContainEqual(
      expect.objectContaining({ security: { event: 'sign_in_held_up', retryAfterSeconds: 1 } }),
    );
    expect(JSON.stringify(service().log)).not.toContain('typed-my-password-here');
  });

  test('cost one statement when they are held up, whoever has the address', async () => {
    const { user } = await service().signUp();
    for (const email of [user.email, 'no-account@example.com']) {
      await exhaust(email);
      const { headers } = await send(email, PASSWORD);
      expect(headers.get('server-timing')).toContain('desc="1 statements"');
    }
  });

  test('are forgotten after a day, and their rows deleted', async () => {
    const email = 'forgotten@example.com';
    await exhaust(email);
    service().advance(DAY_MS + 1_000);
    await exhaust(email);
    await deleteInBatches((limit) => store().deleteExpired(service().now(), limit));
    expect(await countRows()).toBe(1);
    service().advance(DAY_MS + 1_000);
    await deleteInBatches((limit) => store().deleteExpired(service().now(), limit));
    expect(await countRows()).toBe(0);
  });

  const countRows = (): Promise<number> =>
    withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT count(*)::int AS n FROM identity.sign_in_attempt',
      );
      return rows[0].n;
    });
});
