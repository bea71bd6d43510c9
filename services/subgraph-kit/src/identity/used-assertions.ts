import { DomainError } from '../errors/domain-error.ts';
import { ASSERTION_LIFETIME_SECONDS, CLOCK_TOLERANCE_SECONDS } from './assertion-claims.ts';

/** As long as an assertion can be accepted, from a signer whose clock is ahead to one that is behind. */
export const REMEMBERED_MS = (ASSERTION_LIFETIME_SECONDS + 2 * CLOCK_TOLERANCE_SECONDS) * 1_000;
/** More than one process answers in that time; they take some 30 MB. */
const MOST = 250_000;

/** The assertions that were used and could be used again. */
export interface UsedAssertions {
  /**
   * Whether an assertion is used for the first time. Throws DomainError SERVICE_UNAVAILABLE when there
   * are too many to remember: forgetting one would let it in again.
   */
  use(id: string): boolean;
}

/**
 * Remembers in two sets, the older of which is dropped whole: each id stays for once to twice the time
 * that is needed, and none has to be looked for to be removed.
 */
export function createUsedAssertions({ most = MOST }: { most?: number } = {}): UsedAssertions {
  let older = new Set<string>();
  let newer = new Set<string>();
  let newerSinceMs = Date.now();

  function forget(): void {
    const nowMs = Date.now();
    const ageMs = nowMs - newerSinceMs;
    if (ageMs < REMEMBERED_MS) return;
    older = ageMs < 2 * REMEMBERED_MS ? newer : new Set();
    newer = new Set();
    newerSinceMs = nowMs;
  }

  return {
    use(id) {
      forget();
      if (newer.has(id) || older.has(id)) return false;
      if (newer.size >= most) {
        throw new DomainError('SERVICE_UNAVAILABLE', 'There are too many requests to tell apart.');
      }
      newer.add(id);
      return true;
    },
  };
}
