import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { PASSWORD, useIdentity } from '../use-identity.ts';

const SIGN_UP = `mutation ($input: SignUpInput!) {
  signUp(input: $input) {
    __typename
    ... on SignUpSuccess { session {
      accessToken expiresAt refreshToken refreshTokenExpiresAt
      user { id displayName email roles { name } createdAt }
    } }
    ... on Failure { message }
    ... on InvalidInput { fields { path message } }
  }
}`;

describe('signUp', () => {
  const service = useIdentity();
  const signUp = async (input: Record<string, unknown>) => {
    const { body } = await service().send(SIGN_UP, {
      input: { email: 'new@example.com', password: PASSWORD, displayName: 'New', ...input },
    });
    expect(body.errors).toBeUndefined();
    return body.data.signUp;
  };

  test('creates a customer, signs them in and shows them their own e-mail address', async () => {
    const result = await signUp({
      email: '  Grace.Hopper@Example.com ',
      displayName: ' Grace  Hopper ',
    });
    expect(result).toEqual({
      __typename: 'SignUpSuccess',
      session: {
        accessToken: expect.stringMatching(/^eyJ/),
        refreshToken: expect.stringMatching(/^cwr_/),
        expiresAt: expect.any(String),
        refreshTokenExpiresAt: expect.any(String),
        user: {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
          displayName: 'Grace Hopper',
          email: 'Grace.Hopper@Example.com',
          roles: [{ name: 'customer' }],
          createdAt: expect.any(String),
        },
      },
    });
    const { expiresAt, refreshTokenExpiresAt } = result.session;
    const minutesAhead = (instant: string) => (Date.parse(instant) - Date.now()) / 60_000;
    expect(minutesAhead(expiresAt)).toBeCloseTo(15, 0);
    expect(minutesAhead(refreshTokenExpiresAt) / (24 * 60)).toBeCloseTo(30, 1);
  });

  test('the new account signs in, with its address in any spelling', async () => {
    await service().signUp({ email: 'Anna@MÜNCHEN.example' });
    const { user } = await service().signIn(' anna@xn--mnchen-3ya.example', PASSWORD);
    expect(user.email).toBe('Anna@MÜNCHEN.example');
  });

  test('an address that another account has in another spelling is taken', async () => {
    await service().signUp({ email: 'taken@example.com' });
    expect(await signUp({ email: 'TAKEN@example.com ' })).toEqual({
      __typename: 'EmailTaken',
      message: 'Another account has this e-mail address.',
    });
    const refusals = service().log.filter(({ msg }) => msg === 'sign up refused');
    expect(refusals).toMatchObject([
      { level: 'warn', security: { event: 'sign_up_refused', reason: 'email_taken' } },
    ]);
    expect(JSON.stringify(refusals)).not.toMatch(/taken@/i);
  });

  test('of two sign-ups at once with one address, one wins', async () => {
    const email = `${randomUUID()}@example.com`;
    const results = await Promise.all([signUp({ email }), signUp({ email })]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'EmailTaken',
      'SignUpSuccess',
    ]);
  });

  test('names every field that is wrong', async () => {
    const result = await signUp({ email: 'nobody', password: 'short', displayName: ' ' });
    expect(result).toEqual({
      __typename: 'InvalidInput',
      message: 'The input is not valid: email, password, displayName.',
      fields: [
        { path: ['email'], message: 'must be an e-mail address of at most 254 characters' },
        { path: ['password'], message: 'must be at least 10 characters' },
        { path: ['displayName'], message: 'must not be empty' },
      ],
    });
  });

  test.each([
    ['Password2024!', 'must not be one that is used often, or one with digits added'],
    ['aaaaaaaaaaaa', 'must not repeat a few characters'],
    ['abcdefghijkl', 'must not be a sequence'],
  ])('refuses the password %s, which attackers try first', async (password, message) => {
    expect(await signUp({ password })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['password'], message }],
    });
  });

  test('the password must not be the e-mail address', async () => {
    const email = 'long.enough@example.com';
    expect(await signUp({ email, password: email.toUpperCase() })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['password'], message: 'must not be the e-mail address' }],
    });
  });

  test('stores neither the password nor a token, and logs neither', async () => {
    const { user, refreshToken, accessToken } = await service().signUp();
    const rows = await withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT u.password_hash, encode(t.token_hash, 'hex') AS token_hash
         FROM identity.user_account u
         JOIN identity.session s ON s.user_id = u.id
         JOIN identity.refresh_token t ON t.session_id = s.id
         WHERE u.id = $1`,
        [user.id],
      );
      return rows;
    });
    expect(rows).toEqual([
      {
        password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
        token_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    const log = JSON.stringify(service().log);
    for (const secret of [PASSWORD, refreshToken, accessToken, user.email]) {
      expect(log).not.toContain(secret);
    }
    expect(service().securityEvents(user.id)).toMatchObject([{ event: 'signed_up' }]);
  });
});
