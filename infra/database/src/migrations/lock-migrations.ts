import pg from 'pg';
import { MigrationError } from './migration-error.ts';

/** The number that Prisma's engine locks: we and `prisma migrate deploy` take turns. */
const prismaMigrateLock = 72707369;

const lockNotAvailable = '55P03';

/**
 * Waits until no other deployer works on the database, and keeps others out till the connection ends.
 * The engine takes the same lock, and would wait for it for ever.
 *
 * @throws {MigrationError} MIGRATIONS_LOCKED after `waitMs`
 */
export async function lockMigrations(
  client: pg.Client,
  service: string,
  waitMs = 60_000,
): Promise<void> {
  await client.query(`SELECT set_config('lock_timeout', $1, false)`, [`${waitMs}ms`]);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaMigrateLock]);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError) || cause.code !== lockNotAvailable) throw cause;
    throw new MigrationError(
      'MIGRATIONS_LOCKED',
      `Another deployer has been migrating this database for ${waitMs / 1_000} s; ${service} was left as it is.
To find it: SELECT pid, application_name, query FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory';`,
      { cause },
    );
  }
  await client.query('RESET lock_timeout');
}
