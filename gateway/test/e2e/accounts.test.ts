import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { PASSWORD, useAccounts } from './use-accounts.ts';
import { useStack } from './use-stack.ts';

const VERIFY = 'Confirm your e-mail address';
const RESET = 'Choose a new password';
const NEW_PASSWORD = 'another-lantern-in-the-rain-7';
const STEP_MS = 30_000;

describe('an account, through the gateway', () => {
  const stack = useStack({ identityEnv: () => ({ MAIL_URL: 'mailbox:' }) });
  const { mutate, read, statusOf, signUp, tokenOfMail } = useAccounts(stack);

  describe('and its mail:', () => {
    test('the mail of a sign-up verifies the address, once', async () => {
      const { email } = await signUp();
      const token = await tokenOfMail(email, VERIFY);
      expect((await mutate('verifyEmail', { token })).__typename).toBe('VerifyEmailSuccess');
      expect((await mutate('verifyEmail', { token })).__typename).toBe('AccountTokenInvalid');
    });

    test('the mail of a reset sets a password, once, and ends every session', async () => {
      const { email, accessToken, refreshToken } = await signUp();
      expect((await mutate('requestPasswordReset', { email })).__typename).toBe(
        'RequestPasswordResetSuccess',
      );
      const token = await tokenOfMail(email, RESET);
      const input = { token, newPassword: NEW_PASSWORD };
      expect(await mutate('resetPassword', input)).toEqual({
        ...{ __typename: 'ResetPasswordSuccess', endedSessions: 1 },
      });
      await expect.poll(() => statusOf(accessToken)).toBe(401);
      expect((await mutate('refreshSession', { refreshToken })).__typename).toBe(
        'RefreshTokenInvalid',
      );
      expect((await mutate('resetPassword', input)).__typename).toBe('AccountTokenInvalid');
      expect((await mutate('signIn', { email, password: PASSWORD })).__typename).toBe(
        'InvalidCredentials',
      );
      expect((await mutate('signIn', { email, password: NEW_PASSWORD })).__typename).toBe(
        'SignInSuccess',
      );
    });

    test('a link that is for something else, or was made up, does nothing', async () => {
      const { email, accessToken } = await signUp();
      const verification = await tokenOfMail(email, VERIFY);
      const madeUp = `${verification.slice(0, -8)}AAAAAAAA`;
      for (const token of [verification, madeUp]) {
        const input = { token, newPassword: NEW_PASSWORD };
        expect((await mutate('resetPassword', input)).__typename).toBe('AccountTokenInvalid');
      }
      expect((await mutate('verifyEmail', { token: accessToken })).__typename).toBe('InvalidInput');
      expect(await statusOf(accessToken)).toBe(200);
    });

    test('who asks for a reset is answered the same, whether an account has the address or not', async () => {
      const { email } = await signUp();
      const known = await mutate('requestPasswordReset', { email });
      expect(await mutate('requestPasswordReset', { email: `x${email}` })).toEqual(known);
      await tokenOfMail(email, RESET);
      const page = await (await fetch(new URL('/mailbox', stack().subgraphUrls.identity))).text();
      expect(page).not.toContain(`x${email}`);
    });
  });

  describe('and its second factor:', () => {
    /** Of the present step, or of one that comes after it: they are good for half a minute before it. */
    const codeOf = (secret: string, step = 0) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: Date.now() + step * STEP_MS,
      });
    async function challengeOf(email: string): Promise<string> {
      const result = await mutate('signIn', { email, password: PASSWORD });
      expect(result.__typename).toBe('SecondFactorRequired');
      return result.challengeToken;
    }
    async function enrol() {
      const { email, accessToken } = await signUp();
      const { secret } = await mutate('beginSecondFactor', null, accessToken);
      const { recoveryCodes } = await mutate(
        ...(['confirmSecondFactor', { code: codeOf(secret) }, accessToken] as const),
      );
      return { email, accessToken, secret, recoveryCodes: recoveryCodes as readonly string[] };
    }

    test('is asked for from then on, and its code is taken once', async () => {
      const { email, secret } = await enrol();
      const code = codeOf(secret, 1);
      const challengeToken = await challengeOf(email);
      const { session } = await mutate('completeSignIn', { challengeToken, code });
      expect(await read('{ me { email } }', session.accessToken)).toEqual({ me: { email } });
      const again = { challengeToken: await challengeOf(email), code };
      expect((await mutate('completeSignIn', again)).__typename).toBe('SecondFactorCodeWrong');
      const spent = { challengeToken, code: codeOf(secret, 1) };
      expect((await mutate('completeSignIn', spent)).__typename).toBe('ChallengeInvalid');
    });

    test('the code that confirmed it does not sign in', async () => {
      const { email, accessToken } = await signUp();
      const { secret } = await mutate('beginSecondFactor', null, accessToken);
      const code = codeOf(secret);
      await mutate('confirmSecondFactor', { code }, accessToken);
      const input = { challengeToken: await challengeOf(email), code };
      expect((await mutate('completeSignIn', input)).__typename).toBe('SecondFactorCodeWrong');
    });

    test('a recovery code stands for it, once', async () => {
      const { email, recoveryCodes } = await enrol();
      const complete = async (code = '') =>
        mutate('completeSignIn', { challengeToken: await challengeOf(email), code });
      expect((await complete(recoveryCodes[0])).__typename).toBe('SignInSuccess');
      expect((await complete(recoveryCodes[0])).__typename).toBe('SecondFactorCodeWrong');
      expect((await complete(recoveryCodes[1])).__typename).toBe('SignInSuccess');
    });

    test('no session exists before the second step', async () => {
      const { email, accessToken } = await enrol();
      const challengeToken = await challengeOf(email);
      const { mySessions } = await read('{ mySessions { id } }', accessToken);
      expect(mySessions).toHaveLength(1);
      const refused = await mutate('refreshSession', { refreshToken: challengeToken });
      expect(refused.__typename).toBe('InvalidInput');
    });
  });

  describe('and its sessions:', () => {
    /** Two devices of one new account. */
    async function signInTwice() {
      const { email, ...here } = await signUp();
      const { session } = await mutate('signIn', {
        email,
        password: PASSWORD,
        device: 'Elsewhere',
      });
      return { email, here, there: session as typeof here };
    }
    const devicesOf = async (token: string) =>
      (await read('{ mySessions { id device isCurrent } }', token)).mySessions as readonly {
        id: string;
        device: string | null;
        isCurrent: boolean;
      }[];
    const expectRefused = (token: string) => expect.poll(() => statusOf(token)).toBe(401);

    describe('that have ended take their access tokens with them', () => {
      test('after the sign-out, and nobody else’s', async () => {
        const { here, there } = await signInTwice();
        await mutate('signOut', null, here.accessToken);
        await expectRefused(here.accessToken);
        expect(await statusOf(there.accessToken)).toBe(200);
      });

      test('when another device of the list was chosen', async () => {
        const { here, there } = await signInTwice();
        const listed = await devicesOf(here.accessToken);
        expect(listed.map(({ device, isCurrent }) => [device, isCurrent])).toEqual([
          ['Elsewhere', false],
          [null, true],
        ]);
        const sessionId = listed[0]?.id;
        const revoked = await mutate('revokeSession', { sessionId }, here.accessToken);
        expect(revoked.__typename).toBe('RevokeSessionSuccess');
        await expectRefused(there.accessToken);
        expect(await statusOf(here.accessToken)).toBe(200);
        expect(await devicesOf(here.accessToken)).toHaveLength(1);
        const { refreshToken } = there;
        expect((await mutate('refreshSession', { refreshToken })).__typename).toBe(
          'RefreshTokenInvalid',
        );
      });

      test('when all others were', async () => {
        const { here, there } = await signInTwice();
        expect(await mutate('revokeOtherSessions', null, here.accessToken)).toMatchObject({
          endedSessions: 1,
        });
        await expectRefused(there.accessToken);
        expect(await statusOf(here.accessToken)).toBe(200);
      });

      test('when the password was changed elsewhere', async () => {
        const { here, there } = await signInTwice();
        const input = { currentPassword: PASSWORD, newPassword: `${PASSWORD}-2` };
        expect((await mutate('changePassword', input, here.accessToken)).__typename).toBe(
          'ChangePasswordSuccess',
        );
        await expectRefused(there.accessToken);
        expect(await statusOf(here.accessToken)).toBe(200);
      });

      test('and nobody but the gateway is told which they are', async () => {
        const url = new URL('/sessions/ended', stack().subgraphUrls.identity);
        expect((await fetch(url)).status).toBe(401);
        const forged = { 'causeway-assertion': 'eyJhbGciOiJub25lIn0.e30.' };
        expect((await fetch(url, { headers: forged })).status).toBe(401);
      });
    });

    test('of somebody else cannot be ended', async () => {
      const [mine, theirs] = [await signUp(), await signUp()];
      const [session] = await devicesOf(theirs.accessToken);
      const input = { sessionId: session?.id };
      expect((await mutate('revokeSession', input, mine.accessToken)).__typename).toBe(
        'SessionNotFound',
      );
      expect(await devicesOf(theirs.accessToken)).toHaveLength(1);
    });

    describe('of two tabs that refresh at once', () => {
      test('go on as one', async () => {
        const { refreshToken } = await signUp();
        const tabs = await Promise.all(
          ['one', 'the other'].map(() => mutate('refreshSession', { refreshToken })),
        );
        expect(tabs.map(({ __typename }) => __typename)).toEqual([
          'RefreshSessionSuccess',
          'RefreshSessionSuccess',
        ]);
        expect(new Set(tabs.map(({ session }) => session.refreshToken)).size).toBe(1);
        for (const { session } of tabs) expect(await statusOf(session.accessToken)).toBe(200);
        expect(await devicesOf(tabs[0].session.accessToken)).toHaveLength(1);
        const next = { refreshToken: tabs[1].session.refreshToken };
        expect((await mutate('refreshSession', next)).__typename).toBe('RefreshSessionSuccess');
      });
    });
  });
});
