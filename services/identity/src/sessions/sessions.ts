import {
  type InvalidInput,
  type RequestContext,
  requireUser,
  validateInput,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { addMs, type Clock } from '../clock.ts';
import type { RolesStore } from '../roles/roles-store.ts';
import { logSecurityEvent } from '../security-events.ts';
import type { User } from '../users/user.ts';
import type { AccessTokens } from './access-tokens.ts';
import { judgeRefreshToken } from './judge-refresh-token.ts';
import { createRefreshToken, hashRefreshToken, isRefreshToken } from './refresh-token.ts';
import type { SessionGrant } from './session.ts';
import type { NewRefreshToken, SessionsStore } from './sessions-store.ts';
import { REFRESH_TOKEN_LIFETIME_MS } from './token-lifetimes.ts';

const refreshInput = z.object({
  refreshToken: z.string().refine(isRefreshToken, 'is not a refresh token'),
});

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly session: SessionGrant }
  | { readonly kind: 'invalid'; readonly failure: InvalidInput }
  | { readonly kind: 'over' }
  | { readonly kind: 'reused' };

export interface Sessions {
  /** Starts a session; null when the password was changed since `passwordHash` was read. */
  start(user: User, passwordHash: string): Promise<SessionGrant | null>;
  /** Trades a refresh token for its successor, or ends the session when the token was used before. */
  refresh(request: RequestContext, input: unknown): Promise<RefreshOutcome>;
  /** Returns how many sessions it ended. Throws UNAUTHENTICATED. */
  signOut(request: RequestContext, input: { allSessions: boolean }): Promise<number>;
}

export function createSessions(parts: {
  store: SessionsStore;
  roles: RolesStore;
  accessTokens: AccessTokens;
  now: Clock;
}): Sessions {
  const { store, roles, accessTokens, now } = parts;

  function createToken(): { text: string; stored: NewRefreshToken } {
    const text = createRefreshToken();
    const createdAt = now();
    const expiresAt = addMs(createdAt, REFRESH_TOKEN_LIFETIME_MS);
    return { text, stored: { tokenHash: hashRefreshToken(text), createdAt, expiresAt } };
  }

  async function grant(
    { user, sessionId }: { user: User; sessionId: string },
    refreshToken: ReturnType<typeof createToken>,
  ): Promise<SessionGrant> {
    const access = await roles.getAccess(user.id);
    const { token, expiresAt } = await accessTokens.issue({
      userId: user.id,
      sessionId,
      ...access,
    });
    return {
      sessionId,
      accessToken: token,
      expiresAt,
      refreshToken: refreshToken.text,
      refreshTokenExpiresAt: refreshToken.stored.expiresAt,
      user,
    };
  }

  return {
    async start(user, passwordHash) {
      const token = createToken();
      const sessionId = await store.startSession({ userId: user.id, passwordHash }, token.stored);
      return sessionId === null ? null : grant({ user, sessionId }, token);
    },

    async refresh({ logger }, input) {
      const validation = validateInput(refreshInput, input);
      if (validation.kind === 'invalid') return validation;
      const successor = createToken();
      const { verdict, session } = await store.withLockedToken(
        hashRefreshToken(validation.value.refreshToken),
        async (presented, tx) => {
          if (presented === null) return { verdict: 'over' as const };
          const verdict = judgeRefreshToken(presented, now());
          if (verdict === 'rotate') await tx.replaceToken(presented, successor.stored);
          if (verdict === 'reused') await tx.revokeSession(presented.sessionId, now());
          return { verdict, session: presented };
        },
      );
      if (session === undefined || verdict === 'over') return { kind: 'over' };
      if (verdict === 'rotate') {
        return { kind: 'refreshed', session: await grant(session, successor) };
      }
      const { user, sessionId } = session;
      logSecurityEvent(logger, { event: 'refresh_token_reused', userId: user.id, sessionId });
      return { kind: 'reused' };
    },

    async signOut({ principal, logger }, { allSessions }) {
      const { userId, sessionId } = requireUser(principal);
      const scope = allSessions ? { userId } : { userId, sessionId };
      const endedSessions = await store.endSessions(scope, now());
      logSecurityEvent(logger, { event: 'signed_out', userId, endedSessions });
      return endedSessions;
    },
  };
}
