import type { RetrySettings } from '../config/retry-settings.ts';
import { SlidingCounts } from './sliding-counts.ts';

const WINDOW_MS = 10_000;

/** How many requests may be sent again, so that a subgraph in trouble does not get many times as many. */
export interface RetryBudget {
  countRequest(nowMs: number): void;
  /** Whether one more may be sent again; it is counted then. */
  take(nowMs: number): boolean;
}

/** A part of the requests of the last ten seconds, and some more for subgraphs that have few. */
export function createRetryBudget({
  budgetPercent,
  minPerSecond,
}: Pick<RetrySettings, 'budgetPercent' | 'minPerSecond'>): RetryBudget {
  const counts = new SlidingCounts(WINDOW_MS);
  const atLeast = (minPerSecond * WINDOW_MS) / 1_000;
  return {
    countRequest: (nowMs) => counts.add(nowMs, { all: 1 }),
    take(nowMs) {
      counts.forgetBefore(nowMs);
      if (counts.marked + 1 > (counts.all * budgetPercent) / 100 + atLeast) return false;
      counts.add(nowMs, { marked: 1 });
      return true;
    },
  };
}
