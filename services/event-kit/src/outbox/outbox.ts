import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { CloudEvent } from '../envelope/cloud-event.ts';

const CONNECT_DEADLINE_MS = 5_000;
const STATEMENT_DEADLINE_MS = 10_000;
/** PostgreSQL ends a statement itself; this is for a server that no longer answers at all. */
const SILENCE_MARGIN_MS = 2_000;
const TURN_POLL_MS = 500;
const DELETE_BATCH_SIZE = 1_000;

/** An event in the outbox; `position` is its place there. */
export interface WaitingEvent {
  readonly position: string;
  readonly event: CloudEvent;
}

export type Outbox = Awaited<ReturnType<typeof openOutbox>>;

/**
 * A service's outbox through a connection of its own: the lock, reading and marking are of one session,
 * so that whoever has lost the lock can mark nothing any more.
 */
export async function openOutbox({ databaseUrl, schema }: { databaseUrl: string; schema: string }) {
  const client = await connect(databaseUrl, schema);
  return {
    /** Resolves when this session is the one that publishes; the lock lasts as long as the session. */
    async awaitTurn(signal: AbortSignal): Promise<void> {
      while (!(await tryLock(client))) await sleep(TURN_POLL_MS, undefined, { signal });
    },

    /**
     * Marks what was published, and returns the oldest events that were not, up to a bound: at once,
     * since a busy process waits for each answer.
     */
    async advance(published: readonly string[], limit: number): Promise<readonly WaitingEvent[]> {
      const { rows } = await client.query<WaitingEvent>(
        `WITH marked AS (
           UPDATE outbox SET published_at = now() WHERE position = ANY ($1::bigint[])
         )
         SELECT position, event FROM outbox
         WHERE published_at IS NULL AND position <> ALL ($1::bigint[])
         ORDER BY position LIMIT $2`,
        [published, limit],
      );
      return rows;
    },

    /** Takes an event that cannot be published out of the way of those after it. */
    async bury({ position, event }: WaitingEvent, error: string): Promise<void> {
      await client.query(
        `WITH taken AS (
           UPDATE outbox SET published_at = now() WHERE position = $1::bigint RETURNING event
         )
         INSERT INTO dead_letter (consumer, event_id, event, error, attempts)
         SELECT 'outbox', $2::uuid, event, $3, 1 FROM taken
         ON CONFLICT (consumer, event_id) DO NOTHING`,
        [position, event.id, error],
      );
    },

    /** How many seconds the oldest event has waited; null when none waits. */
    async lagSeconds(): Promise<number | null> {
      const { rows } = await client.query<{ lag: number }>(
        `SELECT extract(epoch FROM now() - created_at)::float8 AS lag FROM outbox
         WHERE published_at IS NULL ORDER BY position LIMIT 1`,
      );
      return rows[0]?.lag ?? null;
    },

    /** Deletes what was published before that time, up to a bound; returns whether that was all of it. */
    async deletePublished(before: Date): Promise<boolean> {
      const { rowCount } = await client.query(
        `DELETE FROM outbox WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM outbox WHERE published_at < $1
           ORDER BY published_at LIMIT ${DELETE_BATCH_SIZE}))`,
        [before],
      );
      return (rowCount ?? 0) < DELETE_BATCH_SIZE;
    },

    [Symbol.asyncDispose]: () => client.end(),
  };
}

async function connect(connectionString: string, schema: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: `causeway-${schema}-relay`,
    options: `-c search_path=${schema}`,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_DEADLINE_MS,
    statement_timeout: STATEMENT_DEADLINE_MS,
    query_timeout: STATEMENT_DEADLINE_MS + SILENCE_MARGIN_MS,
  });
  // The next statement fails, which is where it is dealt with.
  client.on('error', () => undefined);
  await client.connect();
  // A process whose machine is gone must not hold the lock for hours. And a mark need not wait for the
  // disk: what loses it is published twice.
  await client.query(
    `SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3;
     SET synchronous_commit = off`,
  );
  return client;
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended(current_schema() || ' outbox', 0)) AS locked`,
  );
  return rows[0]?.locked === true;
}
