import { LRUCache } from 'lru-cache';
import type { Metrics } from './metrics.ts';

/** How often the log tells of a limit that is only measured. */
const TOLD_MS = 60_000;
const MOST_LIMITS = 1_000;

export interface Log {
  warn(fields: Record<string, unknown>, message: string): void;
}

/** Tells that a request passed what is measured: `limit` is the name of the limit, `setting` says where it is set. */
export type TellMeasured = (
  passed: { limit: string; setting: string; count: number; at: number },
  logger: Log,
) => void;

/** Counts each, and has the log tell once a minute for each limit. */
export function createTellMeasured(metrics: Pick<Metrics, 'limitExceeded'>): TellMeasured {
  const told = new LRUCache<string, true>({ max: MOST_LIMITS, ttl: TOLD_MS });
  return ({ limit, setting, count, at }, logger) => {
    metrics.limitExceeded(limit, 'measure');
    if (told.has(limit)) return;
    told.set(limit, true);
    logger.warn({ limit: setting, count, at }, 'a request passed a limit that is measured');
  };
}
