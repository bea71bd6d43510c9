import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { MigrationError } from './migration-error.ts';

/** The number that Prisma's engine locks: we and `prisma migrate deploy` take turns. */
const prismaMigrateLock = 72707369;

const POLL_MS = 50;

/**
 * Waits until no other deployer works on the database, and keeps others out till the connection ends.
 * The engine takes the same lock, and would wait for it for ever. It is asked for again and again:
 * `CREATE INDEX CONCURRENTLY` waits for every statement of the database that began before it, and with one
 * that waits for the lock of its own migration it would be a deadlock.
 *
 * @throws {MigrationError} MIGRATIONS_LOCKED after `waitMs`
 */
export async function lockMigrations(
  client: pg.Client,
  service: string,
  waitMs = 60_000,
): Promise<void> {
  const deadlineMs = performance.now() + waitMs;
  while (!(await tryLock(client))) {
    if (performance.now() >= deadlineMs) throw stillLocked(service, waitMs);
    await sleep(POLL_MS);
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS locked',
    [prismaMigrateLock],
  );
  return rows[0]?.locked === true;
}

function stillLocked(service: string, waitMs: number): MigrationError {
  return new MigrationError(
    'MIGRATIONS_LOCKED',
    `Another deployer has been migrating this database for ${waitMs / 1_000} s; ${service} was left as it is.
To find it: SELECT pid, application_name, query FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory';`,
  );
}
