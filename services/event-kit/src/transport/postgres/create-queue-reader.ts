import type { Logger } from '@causeway/subgraph-kit';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { createWakeUp, type WakeUp } from '../../deadlines/create-wake-up.ts';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { Subscription } from '../event-transport.ts';

/** A retry that is due tells nobody. */
const POLL_MS = 500;
/** A third of what a queue allows. */
const HEARTBEAT_MS = 3_000;
const CLOSE_DEADLINE_MS = 3_000;

/** One delivery of a job: what it settles is void when the queue has given the job to another since. */
interface Attempt {
  readonly id: string;
  readonly retryCount: number;
}

export interface QueueReader {
  /** Looks for events now, not only at the next poll. */
  readonly wakeUp: WakeUp;
  close(): Promise<void>;
}

/**
 * Takes events from a group's queue while fewer than `concurrency` are in work: whenever one is done, one
 * is announced, or half a second has passed. (pg-boss's own workers take one job per half second each, or
 * wait for the slowest of a batch.)
 */
export function createQueueReader(
  boss: PgBoss,
  { group, concurrency, handle }: Subscription,
  logger: Logger,
): QueueReader {
  const inWork = new Map<Attempt, Promise<void>>();
  const wakeUp = createWakeUp();
  let isClosed = false;
  const survive = (what: string) => (error: unknown) =>
    logger.warn({ group, reason: String(error) }, what);

  async function take(): Promise<void> {
    const batchSize = concurrency - inWork.size;
    if (batchSize === 0) return;
    const jobs = await boss.fetch<object>(group, { batchSize, includeMetadata: true });
    for (const job of jobs) begin(job);
    if (jobs.length > 0) wakeUp.call();
  }
  function begin({ id, retryCount, data }: JobWithMetadata<object>): void {
    const attempt = { id, retryCount };
    const settle = (how: 'complete' | 'fail') => boss[how](group, attempt);
    const done = handle({ body: data, attempt: retryCount + 1 })
      .then(
        () => settle('complete'),
        () => settle('fail'),
      )
      // It comes again when its heartbeat has stopped.
      .catch(survive('event not settled'))
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
