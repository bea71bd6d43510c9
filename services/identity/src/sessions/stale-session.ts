/** What is for somebody who has just signed in was asked for in a session that is older, or has ended. */
export const STALE_SESSION = {
  __typename: 'SignInAgain',
  message: 'Sign in again first: this needs a session that has just begun.',
} as const;
