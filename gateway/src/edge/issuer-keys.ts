import type { Logger } from '@causeway/subgraph-kit/service';
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { reasonOf } from '../errors/reason-of.ts';
import { AuthenticationUnavailableError } from './authentication-error.ts';
import { usableKeys } from './usable-keys.ts';

/** From this age on keys are asked for again while requests go on with those there are … */
const REFRESH_MS = 5 * 60_000;
/** … and from this on requests wait for the answer: a key that was withdrawn is good no longer. */
const MOST_AGE_MS = 10 * 60_000;
/** A token with an unknown key makes the keys be asked for again, but not more often than this. */
const COOLDOWN_MS = 30_000;
/** After a failure once soon, for an issuer that starts with us, then at most four times a minute. */
const FIRST_RETRY_MS = 2_000;
const RETRY_MS = 15_000;

/** What finds the key of a token among those that an issuer has published; another when they change. */
export type KeySet = JWTVerifyGetKey;

/** The keys of one issuer, kept. */
export interface IssuerKeys {
  /** The keys, if nobody has to wait for them; they may be asked for in the background. */
  current(): KeySet | null;
  /**
   * Finds the key of a token. Rejects with AuthenticationUnavailableError when it could be one that cannot
   * be had now; with jose's errors when there is none, or, without `kid`, more than one.
   */
  find: JWTVerifyGetKey;
}

/**
 * Keeps what `fetch` gives of an issuer's keys: asked for at once, again before they are old, and when a
 * token names one that is not among them; never twice at a time, and seldom in vain. While they cannot be
 * had, those that there were stay good, however old they are.
 */
export function createIssuerKeys(options: {
  issuer: string;
  fetch: () => Promise<readonly unknown[]>;
  logger: Pick<Logger, 'info' | 'warn'>;
}): IssuerKeys {
  const { issuer, fetch, logger } = options;
  let keys: KeySet | null = null;
  let published = '';
  let fetchedAtMs = 0;
  let failures = 0;
  let answeredAtMs = 0;
  let pauseMs = 0;
  let asking: Promise<void> | null = null;

  async function ask(): Promise<void> {
    try {
      accept(await fetch());
      failures = 0;
      fetchedAtMs = Date.now();
      pauseMs = COOLDOWN_MS;
    } catch (error) {
      failures += 1;
      pauseMs = failures === 1 ? FIRST_RETRY_MS : RETRY_MS;
      const reason = reasonOf(error);
      logger.warn({ issuer, reason }, "the issuer's keys cannot be had");
    } finally {
      answeredAtMs = Date.now();
      asking = null;
    }
  }

  /** Equal keys stay the same, so that what was verified with them needs not be verified again. */
  function accept(given: readonly unknown[]): void {
    const text = JSON.stringify(given);
    if (text === published) return;
    const usable = usableKeys(given);
    keys = createLocalJWKSet({ keys: usable });
    published = text;
    const counts = { usable: usable.length, ignored: given.length - usable.length };
    logger.info({ issuer, ...counts }, "the issuer's keys have changed");
  }

  /** The answer that is under way, or one that may be asked for now; null: neither. */
  function refresh(): Promise<void> | null {
    if (asking === null && isOver(answeredAtMs, pauseMs)) asking = ask();
    return asking;
  }

  function current(): KeySet | null {
    if (keys === null || !isOver(fetchedAtMs, REFRESH_MS)) return keys;
    const refreshing = refresh();
    const mustWait = failures === 0 && refreshing !== null && isOver(fetchedAtMs, MOST_AGE_MS);
    return mustWait ? null : keys;
  }

  async function known(): Promise<KeySet> {
    const now = current();
    if (now !== null) return now;
    await refresh();
    if (keys === null) throw new AuthenticationUnavailableError();
    return keys;
  }

  void refresh();
  return {
    current,
    async find(header, token) {
      const tried = await known();
      try {
        return await tried(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await refresh();
        // Unknown to us is not unknown to the issuer, while it cannot be asked.
        if (failures > 0) throw new AuthenticationUnavailableError({ cause: error });
        if (keys === null || keys === tried) throw error;
        return keys(header, token);
      }
    },
  };
}

/** A clock that was set back must not make us wait. */
function isOver(sinceMs: number, durationMs: number): boolean {
  const passedMs = Date.now() - sinceMs;
  return passedMs < 0 || passedMs >= durationMs;
}
