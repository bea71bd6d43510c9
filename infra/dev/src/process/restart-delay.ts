const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const STABLE_AFTER_MS = 30_000;
const MOST_CRASHES = 5;

/**
 * Decides what follows a crash: how long to wait before the next start, or null to give up after the
 * fifth in a row. A process that had run for half a minute begins with a clean slate.
 */
export function createRestartDelay(): (uptimeMs: number) => number | null {
  let crashes = 0;
  return (uptimeMs) => {
    crashes = uptimeMs >= STABLE_AFTER_MS ? 1 : crashes + 1;
    if (crashes >= MOST_CRASHES) return null;
    return Math.min(FIRST_DELAY_MS * 2 ** (crashes - 1), LONGEST_DELAY_MS);
  };
}
