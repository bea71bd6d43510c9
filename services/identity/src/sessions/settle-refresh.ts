import type { Logger } from '@causeway/subgraph-kit';
import type { Clock } from '../clock.ts';
import { logSecurityEvent } from '../security-events.ts';
import { judgeRefreshToken } from './judge-refresh-token.ts';
import type { SessionGrants } from './session-grants.ts';
import type { RefreshOutcome } from './sessions.ts';
import type { LockedToken, SessionsTransaction } from './sessions-store.ts';

/** A tab that was slow may be this many refreshes behind; whoever is further behind is no tab. */
const MOST_STEPS_BEHIND = 8;

/** A stored token with its text, as somebody presented it or it was derived. */
interface KnownToken extends LockedToken {
  readonly text: string;
}

/** Decides about a refresh token that was presented, within the transaction that has locked it. */
export type SettleRefresh = (
  presented: KnownToken,
  tx: SessionsTransaction,
  logger: Logger,
) => Promise<RefreshOutcome>;

/**
 * RFC 9700 §4.14.2: a token that was used before ends its session. Within the short time in which two tabs
 * of one browser do the same, its successor is handed out once more, the very same one: whoever took it
 * has no family of tokens of their own, and is noticed at the next refresh.
 */
export function createSettleRefresh({
  grants,
  now,
}: {
  grants: SessionGrants;
  now: Clock;
}): SettleRefresh {
  return async (presented, tx, logger) => {
    switch (judgeRefreshToken(presented, now())) {
      case 'over':
        return { kind: 'over' };
      case 'reused':
        return endReused(presented, tx, logger);
      case 'rotate': {
        const { text, stored } = grants.createSuccessor(presented);
        await tx.replaceToken(presented, stored);
        return refreshed(presented, { text, expiresAt: stored.expiresAt }, tx);
      }
      case 'repeat': {
        const newest = await findNewest(presented, tx);
        return newest === null ? endReused(presented, tx, logger) : refreshed(newest, newest, tx);
      }
    }
  };

  // Within the transaction: if this fails, the caller's token is still good for another try.
  async function refreshed(
    session: LockedToken,
    refreshToken: { text: string; expiresAt: Date },
    tx: SessionsTransaction,
  ): Promise<RefreshOutcome> {
    const access = await tx.getAccess(session.user.id);
    return { kind: 'refreshed', session: await grants.grant(session, refreshToken, access) };
  }

  async function endReused(
    { user, sessionId }: LockedToken,
    tx: SessionsTransaction,
    logger: Logger,
  ): Promise<RefreshOutcome> {
    logSecurityEvent(logger, { event: 'refresh_token_reused', userId: user.id, sessionId });
    await tx.revokeSession(sessionId, now());
    return { kind: 'reused' };
  }

  /** The token at the end of the line; null when it is too far, or not of this service's secret. */
  async function findNewest(
    presented: KnownToken,
    tx: SessionsTransaction,
  ): Promise<KnownToken | null> {
    let token = presented;
    for (let step = 0; step < MOST_STEPS_BEHIND; step += 1) {
      const { text, stored } = grants.createSuccessor(token);
      const successor = await tx.lockToken(stored.tokenHash);
      if (successor === null) return null;
      token = { ...successor, text };
      if (token.usedAt === null) return token;
    }
    return null;
  }
}
