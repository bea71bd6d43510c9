import type { Logger } from '@causeway/subgraph-kit';
import { PgBoss } from 'pg-boss';
import type { EventGroup } from '../../contracts/define-group.ts';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { EventTransport } from '../event-transport.ts';
import { retryUntilDone } from '../retry-until-done.ts';
import { createQueueReader, type QueueReader } from './create-queue-reader.ts';
import { insertEvents } from './insert-events.ts';

const SCHEMA = 'events';
const PUBLISH_DEADLINE_MS = 10_000;
const CONNECT_DEADLINE_MS = 5_000;
const STATEMENT_DEADLINE_MS = 10_000;
const POOL_SIZE = 4;

/**
 * Passed on to `pg`, though pg-boss's types do not say so. PostgreSQL ends a statement itself; these are for a
 * server, or a way to it, that has fallen silent: its connections are given up, and others made.
 */
const DRIVER = { keepAlive: true, query_timeout: STATEMENT_DEADLINE_MS + 2_000 };

/** How a queue of pg-boss works for events; times in seconds, as it has them. */
const QUEUE = {
  // One job of a key at a time, in order, and none after one that is to be retried.
  policy: 'key_strict_fifo',
  // When to give up is the consumer's decision.
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
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
  { logger, groups }: { logger: Logger; groups: readonly EventGroup[] },
): EventTransport {
  const boss = buildBoss(url, logger);
  const start = once(async () => {
    await boss.start();
    for (const group of groups) await ensureQueue(boss, group);
  });
  const closing = new AbortController();
  const readers = new Set<QueueReader>();
  let listening: ReturnType<typeof listen> | undefined;
  return {
    async publish(events) {
      await withDeadline(PUBLISH_DEADLINE_MS, 'publishing events', async (signal) => {
        await start();
        await insertEvents(boss, events, signal);
      });
      // They are in the queues whether or not this is heard: it is not waited for.
      boss
        .getDb()
        .executeSql('SELECT pg_notify($1, $2)', [CHANNEL, ''])
        .catch(() => undefined);
    },
    async subscribe(subscription) {
      const { group, types } = subscription;
      const what = `subscribing ${group}`;
      await retryUntilDone({ what, logger, signal: closing.signal }, async () => {
        await start();
        await ensureQueue(boss, { name: group, types });
      });
      const reader = createQueueReader(boss, subscription, logger);
      readers.add(reader);
      listening ??= listen(boss, readers, logger);
      await listening;
      return reader;
    },
    async close() {
      closing.abort();
      await Promise.all([...readers].map((reader) => reader.close()));
      await (await listening)?.close();
      await boss.stop({ graceful: false });
    },
  };
}

/** Does it once, and again after it failed. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

/** Makes a group's queue and has it get what is published of these types from now on. */
async function ensureQueue(boss: PgBoss, { name, types }: EventGroup): Promise<void> {
  await boss.createQueue(name, QUEUE);
  for (const type of types) await boss.subscribe(type, name);
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
    ...DRIVER,
    connectionString: url,
    schema: SCHEMA,
    createSchema: false,
    application_name: 'causeway-events',
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_DEADLINE_MS,
    options: `-c statement_timeout=${STATEMENT_DEADLINE_MS}`,
    schedule: false,
    registerInstance: false,
  });
  boss.on('error', (error) => logger.warn({ reason: error.message }, 'event queue in trouble'));
  boss.on('warning', ({ message }) => logger.warn({ reason: message }, 'event queue in trouble'));
  return boss;
}
