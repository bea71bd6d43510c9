import {
  type InvalidInput,
  parseId,
  type RequestContext,
  requireUser,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { RolesStore } from '../roles/roles-store.ts';
import { logSecurityEvent } from '../security-events.ts';
import type { User } from '../users/user.ts';
import type { AccessTokens } from './access-tokens.ts';
import { hashRefreshToken, isRefreshToken } from './refresh-token.ts';
import type { ListedSession, SessionGrant } from './session.ts';
import { createSessionGrants } from './session-grants.ts';
import type { SessionsStore, SignInProof } from './sessions-store.ts';
import { createSettleRefresh } from './settle-refresh.ts';

/** More than anybody has devices; the list is for people. */
const MOST_LISTED = 100;

const refreshInput = z.object({
  refreshToken: z.string().refine(isRefreshToken, 'is not a refresh token'),
});

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly session: SessionGrant }
  | { readonly kind: 'invalid'; readonly failure: InvalidInput }
  | { readonly kind: 'over' }
  | { readonly kind: 'reused' };

/** All but the first two throw UNAUTHENTICATED. */
export interface Sessions {
  /** Starts a session; null when what the user signed in by has ceased to be theirs meanwhile. */
  start(
    user: User,
    signIn: { provenBy: SignInProof; device: string | null },
  ): Promise<SessionGrant | null>;
  /** Trades a refresh token for its successor, or ends the session when the token was used before. */
  refresh(request: RequestContext, input: unknown): Promise<RefreshOutcome>;
  /** Returns how many sessions it ended. */
  signOut(request: RequestContext, input: { allSessions: boolean }): Promise<number>;
  /** The caller's sessions that go on, at most a hundred. */
  listOwn(request: RequestContext): Promise<readonly ListedSession[]>;
  /** Returns whether the caller had such a session, which has ended now. */
  revoke(request: RequestContext, sessionId: string): Promise<boolean>;
  /** Ends the caller's sessions but the one that asks, and returns how many. */
  revokeOthers(request: RequestContext): Promise<number>;
}

export function createSessions(parts: {
  store: SessionsStore;
  roles: RolesStore;
  accessTokens: AccessTokens;
  refreshKey: Uint8Array;
  now: Clock;
}): Sessions {
  const { store, roles, now } = parts;
  const grants = createSessionGrants(parts);
  const settleRefresh = createSettleRefresh({ grants, now });

  return {
    async start(user, { provenBy, device }) {
      const { text, stored } = grants.createToken();
      const sessionId = await store.startSession({ userId: user.id, provenBy, device }, stored);
      if (sessionId === null) return null;
      const refreshToken = { text, expiresAt: stored.expiresAt };
      return grants.grant({ user, sessionId }, refreshToken, await roles.getAccess(user.id));
    },

    async refresh({ logger }, input) {
      const validation = validateInput(refreshInput, input);
      if (validation.kind === 'invalid') return validation;
      const { refreshToken: text } = validation.value;
      return store.withLockedToken(hashRefreshToken(text), async (token, tx) =>
        token === null ? { kind: 'over' } : settleRefresh({ ...token, text }, tx, logger),
      );
    },

    async signOut({ principal, logger }, { allSessions }) {
      const { userId, sessionId } = requireUser(principal);
      const which = allSessions ? 'all' : { only: sessionId };
      const endedSessions = await store.endSessions(userId, which, now());
      logSecurityEvent(logger, { event: 'signed_out', userId, endedSessions });
      return endedSessions;
    },

    async listOwn({ principal }) {
      const { userId } = requireUser(principal);
      return store.listSessions(userId, { now: now(), limit: MOST_LISTED });
    },

    async revoke({ principal, logger }, id) {
      const { userId } = requireUser(principal);
      const sessionId = parseId(id);
      if (sessionId === null) return false;
      const endedSessions = await store.endSessions(userId, { only: sessionId }, now());
      if (endedSessions === 0) return false;
      logSecurityEvent(logger, { event: 'sessions_revoked', userId, endedSessions });
      return true;
    },

    async revokeOthers({ principal, logger }) {
      const { userId, sessionId } = requireUser(principal);
      const endedSessions = await store.endSessions(userId, { allBut: sessionId }, now());
      logSecurityEvent(logger, { event: 'sessions_revoked', userId, endedSessions });
      return endedSessions;
    },
  };
}
