import { withClient } from '@causeway/database';
import { hash } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { PASSWORD, SAMPLE_PASSWORD, useIdentity } from '../use-identity.ts';

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignInSuccess { session { user { id } } }
    ... on Failure { message }
    ... on InvalidInput { fields { path message } }
  }
}`;

describe('signIn', () => {
  const service = useIdentity();
  const signIn = async (email: string, password: string) => {
    const { body } = await service().send(SIGN_IN, { input: { email, password } });
    expect(body.errors).toBeUndefined();
    return body.data.signIn;
  };

  test.each(['customer', 'support', 'merchandiser', 'warehouse', 'admin'])(
    'the sample account of a %s signs in',
    async (role) => {
      const { user, principal } = await service().signIn(`${role}@example.com`);
      expect(principal.roles).toEqual([role]);
      expect(service().securityEvents(user.id)).toMatchObject([
        { event: 'sign_in_succeeded', sessionId: principal.sessionId },
      ]);
    },
  );

  test('a wrong password and an unknown address get the same answer', async () => {
    const wrongPassword = await signIn('customer@example.com', 'not the password');
    expect(wrongPassword).toEqual({
      __typename: 'InvalidCredentials',
      message: 'No account has this e-mail address and this password.',
    });
    expect(await signIn('nobody@example.com', 'not the password')).toEqual(wrongPassword);
  });

  test('failures are logged without the address that was tried', async () => {
    const { user } = await service().signUp();
    await signIn(user.email, 'not the password');
    await signIn('hunter2-typed-here@example.com', 'not the password');
    expect(service().securityEvents(user.id)).toContainEqual({
      event: 'sign_in_failed',
      reason: 'wrong_password',
      userId: user.id,
    });
    expect(service().log).toContainEqual(
      expect.objectContaining({ security: { event: 'sign_in_failed', reason: 'unknown_email' } }),
    );
    expect(JSON.stringify(service().log)).not.toContain('hunter2');
  });

  test('names the fields that are wrong', async () => {
    expect(await signIn('nobody', '')).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['email'] }, { path: ['password'], message: 'must not be empty' }],
    });
    expect(await signIn('customer@example.com', 'x'.repeat(129))).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['password'], message: 'must be at most 128 characters' }],
    });
  });

  test('each sign-in starts a session of its own', async () => {
    const one = await service().signIn('customer@example.com');
    const other = await service().signIn('customer@example.com');
    expect(one.principal.sessionId).not.toBe(other.principal.sessionId);
  });

  test('a hash of outdated parameters is renewed, also by two sign-ins at once', async () => {
    const { user } = await service().signUp();
    const outdated = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 3, parallelism: 1 });
    await setHash(user.id, outdated);
    const results = await Promise.all([signIn(user.email, PASSWORD), signIn(user.email, PASSWORD)]);
    expect(results.map(({ __typename }) => __typename)).toEqual(['SignInSuccess', 'SignInSuccess']);
    const renewed = await readHash(user.id);
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await service().signIn(user.email, PASSWORD);
    expect(await readHash(user.id)).toBe(renewed);
  });

  test('costs the same number of statements whatever the user holds', async () => {
    const statementsOf = async (email: string) => {
      const { headers } = await service().send(SIGN_IN, {
        input: { email, password: SAMPLE_PASSWORD },
      });
      return headers.get('server-timing')?.match(/desc="(.*)"/)?.[1];
    };
    expect(await statementsOf('customer@example.com')).toBe('10 statements');
    expect(await statementsOf('admin@example.com')).toBe('10 statements');
  });

  const setHash = (userId: string, passwordHash: string) =>
    withClient(service().ownerUrl, (client) =>
      client.query('UPDATE identity.user_account SET password_hash = $2 WHERE id = $1', [
        userId,
        passwordHash,
      ]),
    );

  const readHash = (userId: string): Promise<string> =>
    withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT password_hash FROM identity.user_account WHERE id = $1',
        [userId],
      );
      return rows[0].password_hash;
    });
});
