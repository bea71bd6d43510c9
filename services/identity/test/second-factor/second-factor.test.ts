import { withClient } from '@causeway/database';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { PASSWORD, useIdentity } from '../use-identity.ts';

const STEP_MS = 30_000;
const BEGIN = `mutation { beginSecondFactor {
  __typename ... on BeginSecondFactorSuccess { secret uri }
} }`;
const CONFIRM = `mutation ($input: ConfirmSecondFactorInput!) {
  confirmSecondFactor(input: $input) {
    __typename ... on ConfirmSecondFactorSuccess { recoveryCodes }
  }
}`;
const DISABLE = `mutation ($input: DisableSecondFactorInput!) {
  disableSecondFactor(input: $input) { __typename }
}`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on SecondFactorRequired { challengeToken }
} }`;
const COMPLETE = `mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) {
  __typename
  ... on SignInSuccess { session { user { id } } }
  ... on TooManyAttempts { retryAfterSeconds }
} }`;
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { __typename }
}`;

describe('the second factor', () => {
  const service = useIdentity({ clockStandsStill: true });
  const mutate = async (query: string, input?: object, principal?: UserPrincipal) => {
    const { body } = await service().send(query, input && { input }, principal);
    expect(body.errors).toBeUndefined();
    // biome-ignore lint/suspicious/noExplicitAny: each test reads what it asked for
    return Object.values(body.data)[0] as any;
  };
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: service().now().getTime(),
    });

  /** A new account whose sign-ins ask for a code; the code that confirmed it cannot be used again. */
  async function signUpWithFactor() {
    const { user, principal } = await service().signUp();
    const { secret } = await mutate(BEGIN, undefined, principal);
    const confirmed = await mutate(CONFIRM, { code: codeOf(secret) }, principal);
    service().advance(STEP_MS);
    return { user, principal, secret, recoveryCodes: confirmed.recoveryCodes as string[] };
  }
  const challengeOf = async (email: string): Promise<string> => {
    const result = await mutate(SIGN_IN, { email, password: PASSWORD });
    expect(result.__typename).toBe('SecondFactorRequired');
    return result.challengeToken;
  };
  const complete = async (challengeToken: string, code: string) =>
    mutate(COMPLETE, { challengeToken, code });

  test('counts once a code has shown that the authenticator has it', async () => {
    const { user, principal } = await service().signUp();
    const { secret, uri } = await mutate(BEGIN, undefined, principal);
    expect(uri).toContain(secret);
    await service().signIn(user.email, PASSWORD);
    expect((await mutate(CONFIRM, { code: '000000' }, principal)).__typename).toBe(
      'SecondFactorCodeWrong',
    );
    const { recoveryCodes } = await mutate(CONFIRM, { code: codeOf(secret) }, principal);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await mutate(BEGIN, undefined, principal)).__typename).toBe('SecondFactorAlreadyOn');
    service().advance(STEP_MS);
    const result = await complete(await challengeOf(user.email), codeOf(secret));
    expect(result).toEqual({ __typename: 'SignInSuccess', session: { user: { id: user.id } } });
  });

  test('is put before an account by who has just signed in, and not by a token that was found', async () => {
    const { user, principal } = await service().signUp();
    const { secret } = await mutate(BEGIN, undefined, principal);
    service().advance(10 * 60_000);
    expect((await mutate(BEGIN, undefined, principal)).__typename).toBe('SignInAgain');
    expect((await mutate(CONFIRM, { code: codeOf(secret) }, principal)).__typename).toBe(
      'SignInAgain',
    );
    const again = await service().signIn(user.email, PASSWORD);
    expect((await mutate(BEGIN, undefined, again.principal)).__typename).toBe(
      'BeginSecondFactorSuccess',
    );
  });

  test('confirming what counts already does not hold up its owner', async () => {
    const { user, principal, secret } = await signUpWithFactor();
    for (let guess = 0; guess < 12; guess += 1) {
      expect((await mutate(CONFIRM, { code: '000000' }, principal)).__typename).toBe(
        'SecondFactorCodeWrong',
      );
    }
    const result = await complete(await challengeOf(user.email), codeOf(secret));
    expect(result.__typename).toBe('SignInSuccess');
  });

  test('turning it off is no way to guess the password', async () => {
    const { principal, secret } = await signUpWithFactor();
    const disable = (password: string) =>
      mutate(DISABLE, { password, code: codeOf(secret) }, principal);
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await disable(`wrong ${guess}`)).__typename).toBe('WrongPassword');
    }
    expect((await disable(PASSWORD)).__typename).toBe('TooManyAttempts');
  });

  test('no code is taken twice, also not by many at once', async () => {
    const { user, secret } = await signUpWithFactor();
    const code = codeOf(secret);
    const challenges = await Promise.all([1, 2, 3, 4].map(() => challengeOf(user.email)));
    const results = await Promise.all(challenges.map((token) => complete(token, code)));
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array.from({ length: 3 }, () => 'SecondFactorCodeWrong'),
      'SignInSuccess',
    ]);
  });

  test('a recovery code stands for it once, in any case and with or without hyphens', async () => {
    const { user, recoveryCodes } = await signUpWithFactor();
    const code = String(recoveryCodes[0]).toUpperCase().replaceAll('-', '');
    expect((await complete(await challengeOf(user.email), code)).__typename).toBe('SignInSuccess');
    expect((await complete(await challengeOf(user.email), code)).__typename).toBe(
      'SecondFactorCodeWrong',
    );
  });

  test('a challenge is good once, for five minutes, and until the password changes', async () => {
    const { user, principal, secret, recoveryCodes } = await signUpWithFactor();
    const used = await challengeOf(user.email);
    await complete(used, codeOf(secret));
    expect((await complete(used, String(recoveryCodes[0]))).__typename).toBe('ChallengeInvalid');
    const late = await challengeOf(user.email);
    service().advance(5 * 60_000);
    expect((await complete(late, codeOf(secret))).__typename).toBe('ChallengeInvalid');
    const overtaken = await challengeOf(user.email);
    const change = { currentPassword: PASSWORD, newPassword: `${PASSWORD} renewed` };
    await mutate(CHANGE, change, principal);
    expect((await complete(overtaken, codeOf(secret))).__typename).toBe('ChallengeInvalid');
    expect((await complete('x'.repeat(10_000), '000000')).__typename).toBe('ChallengeInvalid');
  });

  test('guessing is held up after ten codes, over all challenges of the account', async () => {
    const { user, secret } = await signUpWithFactor();
    for (let guess = 0; guess < 10; guess += 1) {
      const result = await complete(await challengeOf(user.email), `wrong ${guess}`);
      expect(result.__typename).toBe('SecondFactorCodeWrong');
    }
    expect(await complete(await challengeOf(user.email), codeOf(secret))).toEqual({
      __typename: 'TooManyAttempts',
      retryAfterSeconds: 1,
    });
    service().advance(STEP_MS);
    const result = await complete(await challengeOf(user.email), codeOf(secret));
    expect(result.__typename).toBe('SignInSuccess');
  });

  test('is turned off by password and code together', async () => {
    const { user, principal, secret } = await signUpWithFactor();
    const code = codeOf(secret);
    expect((await mutate(DISABLE, { password: 'wrong', code }, principal)).__typename).toBe(
      'WrongPassword',
    );
    const input = { password: PASSWORD, code: '000000' };
    expect((await mutate(DISABLE, input, principal)).__typename).toBe('SecondFactorCodeWrong');
    expect((await mutate(DISABLE, { password: PASSWORD, code }, principal)).__typename).toBe(
      'DisableSecondFactorSuccess',
    );
    await service().signIn(user.email, PASSWORD);
  });

  test('lies in the database sealed and hashed', async () => {
    const { user, secret, recoveryCodes } = await signUpWithFactor();
    const challenge = await challengeOf(user.email);
    const stored = await withClient(service().ownerUrl, async (client) => {
      const tables = ['second_factor', 'recovery_code', 'sign_in_challenge'];
      const texts: string[] = [];
      for (const table of tables) {
        const { rows } = await client.query(`SELECT t::text FROM identity.${table} t`);
        texts.push(...rows.map(({ t }) => String(t)));
      }
      return texts.join();
    });
    for (const given of [secret, challenge, ...recoveryCodes]) {
      expect(stored).not.toContain(given);
    }
    expect(JSON.stringify(service().log)).not.toContain(secret);
  });
});
