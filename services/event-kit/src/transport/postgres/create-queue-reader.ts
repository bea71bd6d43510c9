import type { Logger } from '@causeway/subgraph-kit';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { createWakeUp, type WakeUp } from '../../deadlines/create-wake-up.ts';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import { createSlots } from '../create-slots.ts';
import type { Subscription } from '../event-transport.ts';
import { type Attempt, createSettler } from './create-settler.ts';

/** A retry that is due tells nobody. */
const POLL_MS = 500;
/** A third of what a queue allows. */
const HEARTBEAT_MS = 3_000;
/** A fetch looks at everything that waits, so it takes for each slot this many. */
const AHEAD = 8;
const CLOSE_DEADLINE_MS = 3_000;

export interface QueueReader {
  /** Looks for events now, not only at the next poll. */
  readonly wakeUp: WakeUp;
  close(): Promise<void>;
}

/**
 * Handles up to `concurrency` events of a group's queue at once, and takes more when no more than that
 * are left of those it took: whenever one is done, one is announced, or half a second has passed.
 * (pg-boss's own workers take one job per half second each, or wait for the slowest of a batch.)
 */
export function createQueueReader(
  boss: PgBoss,
  { group, concurrency, handle }: Subscription,
  logger: Logger,
): QueueReader {
  const inWork = new Map<Attempt, Promise<void>>();
  const survive = (what: string) => (error: unknown) =>
    logger.warn({ group, reason: String(error) }, what);
  const slots = createSlots(concurrency);
  const settler = createSettler(boss, group, survive('events not settled'));
  const wakeUp = createWakeUp();
  let isClosed = false;

  async function take(): Promise<void> {
    if (inWork.size > concurrency) return;
    const batchSize = concurrency * AHEAD - inWork.size;
    const jobs = await boss.fetch<object>(group, { batchSize, includeMetadata: true });
    for (const job of jobs) begin(job);
    if (jobs.length > 0) wakeUp.call();
  }
  function begin({ id, retryCount, data }: JobWithMetadata<object>): void {
    const attempt = { id, retryCount };
    const run = async () => {
      // Others may have it: it is not begun any more.
      if (isClosed) throw new Error('The reader is closed.');
      await handle({ body: data, attempt: retryCount + 1 });
    };
    const done = slots
      .use(run)
      .then(
        () => settler.settle('complete', attempt),
        () => settler.settle('fail', attempt),
      )
      .then(() => {
        inWork.delete(attempt);
        wakeUp.call();
      });
    inWork.set(attempt, done);
  }
  async function read(): Promise<void> {
    while (!isClosed) {
      await take().catch(survive('events not fetched'));
      await wakeUp.wait(POLL_MS);
    }
  }
  const heartbeat = setInterval(() => {
    if (inWork.size > 0) boss.touch(group, [...inWork.keys()]).catch(survive('heartbeat failed'));
  }, HEARTBEAT_MS);
  const reading = read();
  return {
    wakeUp,
    async close() {
      isClosed = true;
      wakeUp.call();
      await reading;
      const settled = () => Promise.all(inWork.values());
      await withDeadline(CLOSE_DEADLINE_MS, 'the last events', settled).catch(survive('closing'));
      clearInterval(heartbeat);
    },
  };
}
