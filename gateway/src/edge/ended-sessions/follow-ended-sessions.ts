import type { AssertionSigner, Logger, UserPrincipal } from '@causeway/subgraph-kit/service';
import type { RedisConnection } from '../../caching/connect-to-redis.ts';
import type { EndedSessionsSettings } from '../../config/jwt-settings.ts';
import { reasonOf } from '../../errors/reason-of.ts';
import { AuthenticationError, AuthenticationUnavailableError } from '../authentication-error.ts';
import { createAskEndedSessions } from './ask-ended-sessions.ts';
import { createEndedSessions } from './ended-sessions.ts';
import { shareEndedSessions } from './share-ended-sessions.ts';

/** A session that ends is known everywhere within twice this, and what it takes to ask. */
const INTERVAL_MS = 500;
/** Shorter, so that somebody asks at each interval. */
const TURN_MS = 400;
/** An issuer that has not told for so long is away. */
const STALE_MS = 10_000;
/** As large as the settings let clocks differ. */
const KEPT_MS = 300_000;

/** What one issuer tells of its sessions that have ended. */
export interface FollowedSessions {
  /**
   * Throws AuthenticationError when the session has ended; AuthenticationUnavailableError when that is not
   * known, and the settings refuse then.
   */
  expectAlive(principal: UserPrincipal): void;
  stop(): void;
}

/**
 * Asks an issuer again and again which sessions have ended. While it does not answer, those that are known
 * stay refused; what becomes of the others is for the settings to say.
 */
export function followEndedSessions(
  settings: EndedSessionsSettings,
  parts: {
    issuer: string;
    redis: RedisConnection | null;
    signer: AssertionSigner;
    logger: Pick<Logger, 'info' | 'warn'>;
  },
): FollowedSessions {
  const { issuer, redis, signer, logger } = parts;
  const alone = createAskEndedSessions(settings, signer);
  const ask =
    redis === null ? alone : shareEndedSessions(alone, { redis, issuer, turnMs: TURN_MS });
  const ended = createEndedSessions({ keptMs: KEPT_MS });
  let cursor: number | null = null;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let isAway = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function askAll(): Promise<void> {
    let page: string | null = null;
    do {
      const answer = await ask({ after: cursor, page });
      ended.add(answer.sessions);
      page = answer.nextPage;
      if (page !== null) continue;
      // What other gateways were told stays the same when the issuer is away for all of them.
      if (cursor === null || answer.cursor > cursor) toldAtMs = Date.now();
      cursor = answer.cursor;
    } while (page !== null && !isStopped);
    if (isAway) logger.info({ issuer }, 'the issuer tells ended sessions again');
    isAway = false;
  }

  async function turn(): Promise<void> {
    try {
      await askAll();
    } catch (error) {
      const reason = reasonOf(error);
      if (!isAway) logger.warn({ issuer, reason }, 'the issuer does not tell ended sessions');
      isAway = true;
    }
    if (!isStopped) timer = setTimeout(turn, INTERVAL_MS).unref();
  }

  /** A clock that was set back counts as well. */
  function isStale(): boolean {
    return Math.abs(Date.now() - toldAtMs) >= STALE_MS;
  }

  void turn();
  return {
    expectAlive({ sessionId }) {
      if (ended.has(sessionId)) throw new AuthenticationError('The session has ended.');
      if (settings.onUnavailable === 'refuse' && isStale())
        throw new AuthenticationUnavailableError();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
