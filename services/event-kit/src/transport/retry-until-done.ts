import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import { retryDelayMs } from './retry-delay.ts';

const LONGEST_WAIT_MS = 5_000;

/**
 * Does something as often as it takes, waiting between attempts for up to five seconds; each failure is
 * logged. Rejects when the signal aborts.
 */
export async function retryUntilDone<R>(
  { what, logger, signal }: { what: string; logger: Logger; signal: AbortSignal },
  work: () => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const waitMs = Math.min(LONGEST_WAIT_MS, retryDelayMs(attempt));
      logger.warn({ reason: String(error), attempt, waitMs }, `${what} failed`);
      await sleep(waitMs, undefined, { signal });
    }
  }
}
