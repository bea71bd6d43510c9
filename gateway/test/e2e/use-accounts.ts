import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { sendOperation } from './graph-client.ts';
import type { Stack } from './use-stack.ts';

export const PASSWORD = 'slow-harbour-lantern-42';

const FAILURE = '__typename ... on Failure { message }';
const SESSION = 'session { accessToken refreshToken user { id email } }';
const SIGNED_IN = `${FAILURE} ... on SignInSuccess { ${SESSION} }`;
const ASKED = '... on SecondFactorRequired { challengeToken }';
const HELD_UP = '... on TooManyAttempts { retryAfterSeconds }';
const FLOW = 'flow { authorizationUrl flowToken }';

/** What mutations take, and what tests read of their results. */
const MUTATIONS = {
  signUp: ['SignUpInput', `${FAILURE} ... on SignUpSuccess { ${SESSION} }`],
  signIn: ['SignInInput', `${SIGNED_IN} ${ASKED}`],
  completeSignIn: ['CompleteSignInInput', `${SIGNED_IN} ${HELD_UP}`],
  refreshSession: ['RefreshSessionInput', `${FAILURE} ... on RefreshSessionSuccess { ${SESSION} }`],
  signOut: [null, '__typename'],
  revokeSession: ['RevokeSessionInput', FAILURE],
  revokeOtherSessions: [null, '... on RevokeOtherSessionsSuccess { endedSessions }'],
  changePassword: ['ChangePasswordInput', FAILURE],
  requestEmailVerification: [null, '__typename'],
  verifyEmail: ['VerifyEmailInput', FAILURE],
  requestPasswordReset: ['RequestPasswordResetInput', FAILURE],
  resetPassword: ['ResetPasswordInput', `${FAILURE} ... on ResetPasswordSuccess { endedSessions }`],
  beginSecondFactor: [null, `${FAILURE} ... on BeginSecondFactorSuccess { secret uri }`],
  confirmSecondFactor: [
    'ConfirmSecondFactorInput',
    `${FAILURE} ... on ConfirmSecondFactorSuccess { recoveryCodes }`,
  ],
  disableSecondFactor: ['DisableSecondFactorInput', FAILURE],
  beginProviderSignIn: [
    'BeginProviderFlowInput',
    `${FAILURE} ... on BeginProviderSignInSuccess { ${FLOW} }`,
  ],
  completeProviderSignIn: ['CompleteProviderFlowInput', `${SIGNED_IN} ${ASKED}`],
  beginProviderLink: [
    'BeginProviderFlowInput',
    `${FAILURE} ... on BeginProviderLinkSuccess { ${FLOW} }`,
  ],
  completeProviderLink: [
    'CompleteProviderFlowInput',
    `${FAILURE} ... on CompleteProviderLinkSuccess { user { id linkedProviders { provider email } } }`,
  ],
  unlinkProvider: ['UnlinkProviderInput', FAILURE],
} as const satisfies Record<string, readonly [string | null, string]>;

export type AccountMutation = keyof typeof MUTATIONS;

export interface Accounts {
  /** Sends a mutation as a client would, and returns its result. Fails the test at an error. */
  mutate(
    field: AccountMutation,
    input?: object | null,
    token?: string,
    // biome-ignore lint/suspicious/noExplicitAny: each test reads what it asked for
  ): Promise<any>;
  /** Sends a query, and returns its data. Fails the test at an error. */
  // biome-ignore lint/suspicious/noExplicitAny: each test reads what it asked for
  read(query: string, token?: string): Promise<any>;
  /** The status of a request with this access token: 401 when the gateway does not take it. */
  statusOf(token: string): Promise<number>;
  /** A new account, signed in. */
  signUp(): Promise<{ email: string; accessToken: string; refreshToken: string }>;
  /** The token in the newest mail of this subject, once there are `count` such mails. */
  tokenOfMail(email: string, subject: string, count?: number): Promise<string>;
}

/** What somebody with an account does through the gateway, and reads of their mail. */
export function useAccounts(stack: () => Stack): Accounts {
  const mutate: Accounts['mutate'] = async (field, input, token) => {
    const [type, selection] = MUTATIONS[field];
    const query =
      type === null
        ? `mutation { ${field} { ${selection} } }`
        : `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    const { body } = await sendOperation(stack().url, { query, variables: { input }, token });
    expect(body.errors).toBeUndefined();
    return body.data[field];
  };
  return {
    mutate,
    async read(query, token) {
      const { body } = await sendOperation(stack().url, { query, token });
      expect(body.errors).toBeUndefined();
      return body.data;
    },
    async statusOf(token) {
      return (await sendOperation(stack().url, { query: '{ me { id } }', token })).status;
    },
    async signUp() {
      const email = `${randomUUID()}@example.com`;
      const input = { email, password: PASSWORD, displayName: 'Somebody' };
      const { session } = await mutate('signUp', input);
      return { email, ...session };
    },
    async tokenOfMail(email, subject, count = 1) {
      const tokens = () => readTokens(stack().subgraphUrls.identity, { email, subject });
      await expect.poll(async () => (await tokens()).length, { timeout: 30_000 }).toBe(count);
      return String((await tokens())[0]);
    },
  };
}

/** The tokens of the mails in the mailbox of development, the newest first. */
async function readTokens(
  identityUrl: string,
  { email, subject }: { email: string; subject: string },
): Promise<readonly string[]> {
  const page = await (await fetch(new URL('/mailbox', identityUrl))).text();
  return page
    .split('<article>')
    .filter((mail) => mail.includes(`to ${email},`) && mail.includes(subject))
    .map((mail) => String(/#token=([\w-]+)/.exec(mail)?.[1]));
}
