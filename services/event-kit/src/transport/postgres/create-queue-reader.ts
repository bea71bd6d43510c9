import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import type { PgBoss } from 'pg-boss';
import { createWakeUp, type WakeUp } from '../../deadlines/create-wake-up.ts';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import { createSlots } from '../create-slots.ts';
import type { Subscription } from '../event-transport.ts';
import type { Claim } from './keep-claims.ts';
import { startHeartbeat } from './start-heartbeat.ts';
import { watchBacklog } from './watch-backlog.ts';

/** A retry that is due tells nobody. */
const POLL_MS = 500;
/** A turn costs the same however much it finds, so what comes within this time is of one turn. */
const PAUSE_MS = 5;
/** For each slot so many are taken; more would wait here while another process is idle. */
const AHEAD = 4;
const CLOSE_DEADLINE_MS = 2_000;

export interface QueueReader {
  /** Looks for events now, not only at the next poll. */
  readonly wakeUp: WakeUp;
  close(): Promise<void>;
}

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
  const inWork = new Map<Claim, Promise<void>>();
  const ended = { complete: [] as Claim[], fail: [] as Claim[] };
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
      const claims = ended[how].splice(0);
      if (claims.length === 0) continue;
      await boss[how](group, claims).catch(survive('events not settled'));
    }
  }
  async function take(): Promise<void> {
    if (inWork.size > concurrency) return;
    const batchSize = concurrency * AHEAD - inWork.size;
    const jobs = await boss.fetch<object>(group, { batchSize, includeMetadata: true });
    for (const { id, retryCount, data } of jobs) begin({ id, retryCount }, data);
  }
  function begin(claim: Claim, body: object): void {
    const run = async () => {
      // Others may have it: it is not begun any more.
      if (isClosed) throw new Error('The reader is closed.');
      await handle({ body, attempt: claim.retryCount + 1 });
    };
    const done = slots
      .use(run)
      .then(
        () => ended.complete.push(claim),
        () => ended.fail.push(claim),
      )
      .then(() => {
        inWork.delete(claim);
        wakeUp.call();
      });
    inWork.set(claim, done);
  }
  const heartbeat = startHeartbeat(boss, {
    group,
    claims: () => [...inWork.keys(), ...ended.complete, ...ended.fail],
    onTakenOver: () => wakeUp.call(),
    logger,
  });
  const backlog = watchBacklog(boss, { group, logger });
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
      await Promise.all([heartbeat.stop(), backlog.stop()]);
    },
  };
}
