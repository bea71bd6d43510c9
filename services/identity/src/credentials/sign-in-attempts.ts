import { createHash } from 'node:crypto';
import { addMs, type Clock } from '../clock.ts';
import type { SignInAttemptsStore } from './sign-in-attempts-store.ts';

/** So many may fail before any has to wait. */
const FREE_FAILURES = 10;
/** The wait after the first that is not free; each further one doubles it … */
const FIRST_WAIT_SECONDS = 1;
/** … up to this: an attacker can slow the owner down, not lock them out. */
const LONGEST_WAIT_SECONDS = 900;
/** Without a further attempt, failures are forgotten. */
const REMEMBERED_MS = 24 * 3_600_000;

/** Holds up whoever tries many passwords for one address, whether an account has it or not. */
export interface SignInAttempts {
  /**
   * Begins an attempt, which counts as failed until it is told otherwise: what is tried at the same time
   * counts, too. Returns the seconds that are still to be waited; null if the attempt may go on.
   */
  begin(emailNormalized: string): Promise<number | null>;
  /** Tells that the password was right: failures are forgotten. */
  succeed(emailNormalized: string): Promise<void>;
}

export function createSignInAttempts(store: SignInAttemptsStore, now: Clock): SignInAttempts {
  return {
    async begin(emailNormalized) {
      const instant = now();
      const { isAllowed, blockedUntil } = await store.begin(hashEmail(emailNormalized), {
        now: instant,
        expiresAt: addMs(instant, REMEMBERED_MS),
        freeFailures: FREE_FAILURES,
        firstWaitSeconds: FIRST_WAIT_SECONDS,
        longestWaitSeconds: LONGEST_WAIT_SECONDS,
      });
      if (isAllowed) return null;
      const waitMs = (blockedUntil?.getTime() ?? 0) - instant.getTime();
      return Math.max(FIRST_WAIT_SECONDS, Math.ceil(waitMs / 1_000));
    },
    succeed: (emailNormalized) => store.forget(hashEmail(emailNormalized)),
  };
}

/** People type other things into the field, too: what was tried is not to be read from the table. */
export function hashEmail(emailNormalized: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(emailNormalized).digest());
}
