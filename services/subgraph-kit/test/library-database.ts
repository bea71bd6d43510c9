import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject, onTestFinished, vi } from 'vitest';

/** The schema that the tests of the adapter work in; `public` has nothing in it. */
export const SCHEMA = 'library';

/**
 * A database of its own for one test file, with a table of three authors. Returns its address and a
 * way to ask the server about it from outside.
 */
export function useLibraryDatabase() {
  // The prefix by which the test server finds what a killed run left behind.
  const name = `causeway_test_kit_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(inject('adminUrl'));
  const admin = new pg.Client({ connectionString: url.href });
  url.pathname = `/${name}`;

  beforeAll(async () => {
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    await fill(url.href);
  });
  afterAll(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });

  const end = (applicationName: string, which: string) =>
    admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = $1 AND query LIKE $2`,
      [applicationName, which],
    );
  const letIn = (isLetIn: boolean) =>
    admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${isLetIn}`);
  return {
    url: url.href,
    /** Lets nobody in while a test runs, as while a backup is restored. */
    async refuseConnections() {
      await letIn(false);
      onTestFinished(async () => {
        await letIn(true);
      });
    },
    /** The address for a role that may have no connection, as one that has them all. */
    async urlOfFullRole() {
      await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'full' CONNECTION LIMIT 0`);
      onTestFinished(async () => {
        await admin.query(`DROP ROLE ${name}`);
      });
      return Object.assign(new URL(url), { username: name, password: 'full' }).href;
    },
    /** Ends the connections of one application, as a restart of the server does. */
    endConnections: (applicationName: string) => end(applicationName, '%'),
    /** Ends the connection that sleeps, as soon as it does. */
    endSleeper: (applicationName: string) =>
      vi.waitFor(
        async () => {
          const { rowCount } = await end(applicationName, '%pg_sleep%');
          if (rowCount === 0) throw new Error('Nobody sleeps.');
        },
        { timeout: 30_000 },
      ),
  };
}

async function fill(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    CREATE SCHEMA ${SCHEMA};
    CREATE TABLE ${SCHEMA}.author (id int PRIMARY KEY, name text NOT NULL);
    INSERT INTO ${SCHEMA}.author VALUES (1, 'Ada'), (2, 'Brian'), (3, 'Chimamanda');
  `);
  await client.end();
}
