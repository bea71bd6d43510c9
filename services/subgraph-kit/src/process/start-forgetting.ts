import type { Logger } from '../logging/create-logger.ts';
import { type RepeatedWork, repeatEvery } from './repeat-every.ts';

/** How often it is looked for rows to be forgotten. */
const FORGETTING_MS = 60_000;
const DAY_MS = 86_400_000;

/** Deletes rows from before that time, up to a bound; returns whether that was all of them. */
export type Forget = (before: Date) => Promise<boolean>;

/** Deletes what has been over for so many days, batch by batch, for as long as the service runs. */
export function startForgetting(parts: {
  retentionDays: number;
  forgets: readonly Forget[];
  logger: Logger;
  now: () => Date;
}): RepeatedWork {
  const { retentionDays, forgets, logger, now } = parts;
  return repeatEvery({
    name: 'forgetting what is over',
    intervalMs: FORGETTING_MS,
    async work(signal) {
      const before = new Date(now().getTime() - retentionDays * DAY_MS);
      for (const forget of forgets) while (!signal.aborted && !(await forget(before)));
    },
    logger,
  });
}
