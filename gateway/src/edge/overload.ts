/** How long the pace is measured before it is believed. */
const PACE_MS = 500;
/** Refusals that are further apart than this are not one overload. */
const CALM_MS = 1_000;

export interface OverloadLimits {
  readonly maxWaitMs: number;
  readonly maxQueued: number;
  readonly unreadyAfterMs: number | 'off';
}

/** Whether more is asked than can be answered. */
export interface Overload {
  /** Whether the next request would wait too long behind so many. */
  isTooLong(queued: number): boolean;
  /** Whether a request that has come then has waited too long. */
  hasWaitedTooLong(sinceMs: number): boolean;
  /** Told from time to time how many wait, and how many have been answered since it was last told. */
  measure(queued: number, answered: number): void;
  /** Told of each request that is refused. */
  noteRefusal(): void;
  /** How long a client should wait before it asks again. */
  readonly retryAfterSeconds: number;
  /** Whether it has lasted, so that requests should be sent elsewhere. */
  isLasting(): boolean;
}

/**
 * Judges by the pace at which requests are answered while others wait (Little's law: so many before me, so
 * many answered in a second). As long as the pace is not known, only what has really been waited counts.
 */
export function createOverload(limits: OverloadLimits, now = () => performance.now()): Overload {
  const { maxWaitMs, maxQueued, unreadyAfterMs } = limits;
  let perMs: number | null = null;
  let measured = { sinceMs: now(), answered: 0 };
  let refusing = { sinceMs: Number.NEGATIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };
  let isLasting = false;

  return {
    isTooLong: (queued) => queued >= maxQueued || (perMs !== null && queued / perMs > maxWaitMs),
    hasWaitedTooLong: (sinceMs) => now() - sinceMs > maxWaitMs,
    measure(queued, answered) {
      if (queued === 0) {
        perMs = null;
        measured = { sinceMs: now(), answered: 0 };
        return;
      }
      measured.answered += answered;
      const elapsedMs = now() - measured.sinceMs;
      if (elapsedMs < PACE_MS) return;
      // None at all is no pace: one was under way.
      perMs = Math.max(1, measured.answered) / elapsedMs;
      measured = { sinceMs: now(), answered: 0 };
    },
    noteRefusal() {
      const nowMs = now();
      const isNew = nowMs - refusing.lastMs > CALM_MS;
      refusing = { sinceMs: isNew ? nowMs : refusing.sinceMs, lastMs: nowMs };
    },
    retryAfterSeconds: Math.ceil(maxWaitMs / 1_000),
    isLasting() {
      if (unreadyAfterMs === 'off') return false;
      const calmForMs = now() - refusing.lastMs;
      // As long to come as to go, or probes would see it come and go.
      isLasting = isLasting
        ? calmForMs < unreadyAfterMs
        : calmForMs <= CALM_MS && refusing.lastMs - refusing.sinceMs >= unreadyAfterMs;
      return isLasting;
    },
  };
}
