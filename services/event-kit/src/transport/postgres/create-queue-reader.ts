import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { createWakeUp, type WakeUp } from '../../deadlines/create-wake-up.ts';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import { createSlots } from '../create-slots.ts';
import type { Subscription } from '../event-transport.ts';

/** A retry that is due tells nobody. */
const POLL_MS = 500;
/** A turn costs the same however much it finds, so what comes within this time is of one turn. */
const PAUSE_MS = 5;
/** A third of what a queue allows. */
const HEARTBEAT_MS = 3_000;
/** For each slot so many are taken; more would wait here while another process is idle. */
const AHEAD = 4;
const CLOSE_DEADLINE_MS = 2_000;

export interface QueueReader {
  /** Looks for events now, not only at the next poll. */
  readonly wakeUp: WakeUp;
  close(): Promise<void>;
}

/** One delivery of a job: what it settles is void when the queue has given the job to another since. */
type Attempt = Pick<JobWithMetadata, 'id' | 'retryCount'>;

/**
 * Handles up to `concurrency` events of a group's queue at once, in turns: whenever something ended, or
 * is announced, or half a second has passed, the queue is told of what ended and asked for more. (pg-boss's
 * own workers take one job per half second each, or wait for the slowest of a batch.)
 */
export function createQueueReader(
  boss: PgBoss,
  { group, concurrency, handle }: Subscription,
  logger: Logger,
): QueueReader {
  const inWork = new Map<Attempt, Promise<void>>();
  const ended = { complete: [] as Attempt[], fail: [] as Attempt[] };
  const survive = (what: string) => (error: unknown) =>
    logger.warn({ group, reason: String(error) }, what);
  const slots = createSlots(concurrency);
  const wakeUp = createWakeUp();
  let isClosed = false;

  async function read(): Promise<void> {
    while (!isClosed) {
      await settle();
      await take().catch(survive('events not fetched'));
      await sleep(PAUSE_MS);
      await wakeUp.wait(POLL_MS);
    }
  }
  /** What cannot be told comes again when its heartbeat has stopped. */
  async function settle(): Promise<void> {
    for (const how of ['complete', 'fail'] as const) {
      const attempts = ended[how].splice(0);
      if (attempts.length === 0) continue;
      await boss[how](group, attempts).catch(survive('events not settled'));
    }
  }
  async function take(): Promise<void> {
    if (inWork.size > concurrency) return;
    const batchSize = concurrency * AHEAD - inWork.size;
    const jobs = await boss.fetch<object>(group, { batchSize, includeMetadata: true });
    for (const { id, retryCount, data } of jobs) begin({ id, retryCount }, data);
  }
  function begin(attempt: Attempt, body: object): void {
    const run = async () => {
      // Others may have it: it is not begun any more.
      if (isClosed) throw new Error('The reader is closed.');
      await handle({ body, attempt: attempt.retryCount + 1 });
    };
    const done = slots
      .use(run)
      .then(
        () => ended.complete.push(attempt),
        () => ended.fail.push(attempt),
      )
      .then(() => {
        inWork.delete(attempt);
        wakeUp.call();
      });
    inWork.set(attempt, done);
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
      const finish = async () => {
        await reading;
        await Promise.all(inWork.values());
        await settle();
      };
      await withDeadline(CLOSE_DEADLINE_MS, 'the last events', finish).catch(survive('closing'));
      clearInterval(heartbeat);
    },
  };
}
