const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** How long to wait after the given attempt, from 1: doubled each time up to a minute, and spread. */
export function retryDelayMs(attempt: number): number {
  const fullMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return fullMs / 2 + (Math.random() * fullMs) / 2;
}
