import type { Resolvers } from '../generated/resolvers.ts';
import { viewOneself } from '../users/user-view.ts';
import type { RefreshOutcome, Sessions } from './sessions.ts';

/** `mySessions`, what refreshes and ends sessions, and the fields of AuthPayload and Session. */
export function createSessionsResolvers(
  sessions: Sessions,
): Pick<Resolvers, 'Query' | 'Mutation' | 'AuthPayload' | 'Session'> {
  return {
    Query: {
      mySessions: (_root, _args, context) => sessions.listOwn(context),
    },
    Mutation: {
      refreshSession: async (_root, { input }, context) =>
        toRefreshResult(await sessions.refresh(context, input)),
      signOut: async (_root, { input }, context) => ({
        __typename: 'SignOutSuccess',
        endedSessions: await sessions.signOut(context, input),
      }),
      revokeSession: async (_root, { input: { sessionId } }, context) =>
        (await sessions.revoke(context, sessionId))
          ? { __typename: 'RevokeSessionSuccess', sessionId }
          : { __typename: 'SessionNotFound', message: 'You have no such session that goes on.' },
      revokeOtherSessions: async (_root, _args, context) => ({
        __typename: 'RevokeOtherSessionsSuccess',
        endedSessions: await sessions.revokeOthers(context),
      }),
    },
    AuthPayload: {
      user: ({ user }) => viewOneself(user),
    },
    Session: {
      isCurrent: ({ id }, _args, { principal }) =>
        principal.kind === 'user' && principal.sessionId === id,
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
