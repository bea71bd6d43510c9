import type { Logger } from '@causeway/subgraph-kit';
import { PgBoss } from 'pg-boss';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { CloudEvent } from '../../envelope/cloud-event.ts';
import type { EventTransport } from '../event-transport.ts';
import { retryUntilDone } from '../retry-until-done.ts';
import { createQueueReader, type QueueReader } from './create-queue-reader.ts';

const SCHEMA = 'events';
const PUBLISH_DEADLINE_MS = 10_000;
const CONNECT_DEADLINE_MS = 5_000;
const STATEMENT_DEADLINE_MS = 10_000;
const POOL_SIZE = 4;

/** How a queue of pg-boss works for events; times in seconds, as it has them. */
const QUEUE = {
  // One job of a key at a time, in order, and none after one that is to be retried.
  policy: 'key_strict_fifo',
  // When to give up is the consumer's decision.
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  /** A consumer that was killed is noticed by it. */
  heartbeatSeconds: 10,
  /** No handler takes that long. */
  expireInSeconds: 300,
  /** What nobody handled stays for a year. */
  retentionSeconds: 31_536_000,
  /** What was handled is kept for a while: published again meanwhile, it is not delivered again. */
  deleteAfterSeconds: 3_600,
} as const;

/** Told to consumers when there is something new; without it they look twice a second. */
const CHANNEL = 'causeway_events';

/**
 * Events on queues of pg-boss, in a schema `events` that the address's role owns: one queue per group.
 * Connects when it is first used, and again whenever that failed.
 */
export function createPostgresTransport(
  url: string,
  { logger }: { logger: Logger },
): EventTransport {
  const boss = buildBoss(url, logger);
  let started: Promise<unknown> | undefined;
  const start = () => {
    started ??= boss.start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
  const closing = new AbortController();
  const readers = new Set<QueueReader>();
  let listening: ReturnType<typeof listen> | undefined;
  return {
    async publish(events) {
      const work = async () => {
        await start();
        for (const round of roundsOf(events)) await publishAtOnce(boss, round);
        await boss.getDb().executeSql('SELECT pg_notify($1, $2)', [CHANNEL, '']);
      };
      await withDeadline(PUBLISH_DEADLINE_MS, 'publishing events', work);
    },
    async subscribe(subscription) {
      const { group, types } = subscription;
      const what = `subscribing ${group}`;
      await retryUntilDone({ what, logger, signal: closing.signal }, async () => {
        await start();
        await boss.createQueue(group, QUEUE);
        for (const type of types) await boss.subscribe(type, group);
      });
      const reader = createQueueReader(boss, subscription, logger);
      readers.add(reader);
      listening ??= listen(boss, readers, logger);
      await listening;
      return reader;
    },
    async close() {
      closing.abort();
      await started?.catch(() => undefined);
      await Promise.all([...readers].map((reader) => reader.close()));
      await (await listening)?.close();
      await boss.stop({ graceful: false });
    },
  };
}

/** One connection for all readers; it connects again by itself. Without it they poll. */
async function listen(boss: PgBoss, readers: ReadonlySet<QueueReader>, logger: Logger) {
  const wakeAll = () => {
    for (const { wakeUp } of readers) wakeUp.call();
  };
  try {
    return await boss.getDb().listen?.(CHANNEL, wakeAll, wakeAll);
  } catch (error) {
    logger.warn({ reason: String(error) }, 'only polling for events');
    return undefined;
  }
}

function buildBoss(url: string, logger: Logger): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    createSchema: false,
    application_name: 'causeway-events',
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_DEADLINE_MS,
    options: `-c statement_timeout=${STATEMENT_DEADLINE_MS}`,
    schedule: false,
    registerInstance: false,
    // Looks for consumers that were killed; the database sees to it that one process does.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  });
  boss.on('error', (error) => logger.warn({ reason: error.message }, 'event queue in trouble'));
  boss.on('warning', ({ message }) => logger.warn({ reason: message }, 'event queue in trouble'));
  return boss;
}

/**
 * The events in as few parts as possible, none of which has a key twice: jobs of one transaction are of
 * one moment, and would be ordered by their ids.
 */
function roundsOf(events: readonly CloudEvent[]): readonly (readonly CloudEvent[])[] {
  const rounds: CloudEvent[][] = [];
  for (const group of Map.groupBy(events, ({ partitionkey }) => partitionkey).values()) {
    for (const [index, event] of group.entries()) {
      rounds[index] ??= [];
      rounds[index].push(event);
    }
  }
  return rounds;
}

/** In one transaction: waiting for the disk once. */
async function publishAtOnce(boss: PgBoss, events: readonly CloudEvent[]): Promise<void> {
  const transaction = await boss.getDb().beginTransaction?.();
  if (transaction === undefined) throw new Error('pg-boss has no transactions.');
  const db = inTurn(transaction.db);
  try {
    for (const event of events) {
      // The id makes a second publish nothing.
      await boss.publish(event.type, event, { id: event.id, singletonKey: event.partitionkey, db });
    }
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

type Database = ReturnType<PgBoss['getDb']>;

/** A connection takes one statement at a time; pg-boss sends one for each group at once. */
function inTurn(database: Database): Database {
  let last: Promise<unknown> = Promise.resolve();
  return {
    executeSql(text, values) {
      const next = last.then(() => database.executeSql(text, values));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
