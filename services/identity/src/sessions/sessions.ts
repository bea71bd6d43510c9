import {
  type InvalidInput,
  type Logger,
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
import { judgeRefreshToken } from './judge-refresh-token.ts';
import { hashRefreshToken, isRefreshToken } from './refresh-token.ts';
import type { SessionGrant } from './session.ts';
import { createSessionGrants } from './session-grants.ts';
import type { LockedToken, SessionsStore, SessionsTransaction } from './sessions-store.ts';

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
  const { store, roles, now } = parts;
  const grants = createSessionGrants(parts);

  async function settleRefresh(
    token: LockedToken,
    tx: SessionsTransaction,
    logger: Logger,
  ): Promise<RefreshOutcome> {
    switch (judgeRefreshToken(token, now())) {
      case 'over':
        return { kind: 'over' };
      case 'reused': {
        const { user, sessionId } = token;
        logSecurityEvent(logger, { event: 'refresh_token_reused', userId: user.id, sessionId });
        await tx.revokeSession(sessionId, now());
        return { kind: 'reused' };
      }
      case 'rotate': {
        const successor = grants.createToken();
        await tx.replaceToken(token, successor.stored);
        // Within the transaction: if this fails, the caller's token is still good for another try.
        const access = await tx.getAccess(token.user.id);
        return { kind: 'refreshed', session: await grants.grant(token, successor, access) };
      }
    }
  }

  return {
    async start(user, passwordHash) {
      const token = grants.createToken();
      const sessionId = await store.startSession({ userId: user.id, passwordHash }, token.stored);
      if (sessionId === null) return null;
      return grants.grant({ user, sessionId }, token, await roles.getAccess(user.id));
    },

    async refresh({ logger }, input) {
      const validation = validateInput(refreshInput, input);
      if (validation.kind === 'invalid') return validation;
      const tokenHash = hashRefreshToken(validation.value.refreshToken);
      return store.withLockedToken(tokenHash, async (token, tx) =>
        token === null ? { kind: 'over' } : settleRefresh(token, tx, logger),
      );
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
