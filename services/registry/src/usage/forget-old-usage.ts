import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import type { UsageStore } from './usage-store.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Each hour forgets what is older than so many days. Several processes may do so at once. */
export function forgetOldUsage(parts: {
  store: UsageStore;
  days: number;
  logger: Logger;
  now: () => Date;
}): { stop(): Promise<void> } {
  const { store, days, logger, now } = parts;
  const stopped = new AbortController();

  async function forgetAlways(): Promise<void> {
    const rest = { signal: stopped.signal, ref: false };
    while (!stopped.signal.aborted) {
      await sleep(EVERY_MS, undefined, rest).catch(() => undefined);
      if (stopped.signal.aborted) return;
      const at = now();
      await store
        .forgetBefore(new Date(at.getTime() - days * DAY_MS), at)
        .catch((err) => logger.warn({ err }, 'old usage was not forgotten'));
    }
  }

  const running = forgetAlways();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
