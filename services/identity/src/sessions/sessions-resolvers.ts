import type { Resolvers } from '../generated/resolvers.ts';
import { viewOneself } from '../users/user-view.ts';
import type { RefreshOutcome, Sessions } from './sessions.ts';

/** `refreshSession`, `signOut`, and the fields of AuthPayload. */
export function createSessionsResolvers(
  sessions: Sessions,
): Pick<Resolvers, 'Mutation' | 'AuthPayload'> {
  return {
    Mutation: {
      refreshSession: async (_root, { input }, context) =>
        toRefreshResult(await sessions.refresh(context, input)),
      signOut: async (_root, { input }, context) => ({
        __typename: 'SignOutSuccess',
        endedSessions: await sessions.signOut(context, input),
      }),
    },
    AuthPayload: {
      user: ({ user }) => viewOneself(user),
    },
  };
}

function toRefreshResult(outcome: RefreshOutcome) {
  switch (outcome.kind) {
    case 'refreshed':
      return { __typename: 'RefreshSessionSuccess', session: outcome.session } as const;
    case 'invalid':
      return outcome.failure;
    case 'over':
      return {
        __typename: 'RefreshTokenInvalid',
        message: 'This session has ended. Sign in again.',
      } as const;
    case 'reused':
      return {
        __typename: 'RefreshTokenReused',
        message: 'This refresh token was used before; the session was ended. Sign in again.',
      } as const;
  }
}
