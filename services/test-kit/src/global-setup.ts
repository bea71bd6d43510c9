import { ensureServiceRoles, services, withClient } from '@causeway/database';
import { freePort, startPostgres } from '@causeway/dev';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { currentTemplates } from './postgres/template-database.ts';
import { takeTestFolder } from './postgres/test-folder.ts';
import { EVENTS, TEST_DATABASE_PREFIX, TEST_PASSWORD } from './postgres/test-server.ts';

/** Nothing here outlives the run, so nothing needs to survive a crash. */
const FAST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '256MB',
  autovacuum: 'off',
  max_wal_size: '4GB',
};

/** Starts one PostgreSQL server for the whole run and tells the tests where it is. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, release } = takeTestFolder();
  const server = await startPostgres({ folder, port: await freePort(), settings: FAST_SETTINGS });
  try {
    await prepareServer(server.adminUrl);
  } catch (error) {
    await server.stop();
    release();
    throw error;
  }
  project.provide('adminUrl', server.adminUrl);
  return async () => {
    await server.stop();
    release();
  };
}

async function prepareServer(adminUrl: string): Promise<void> {
  const passwords = { ownerPassword: TEST_PASSWORD, appPassword: TEST_PASSWORD };
  await Promise.all(
    [...services, EVENTS].map((service) => ensureServiceRoles({ adminUrl, service, ...passwords })),
  );
  await dropLeftovers(adminUrl);
}

/** Removes what killed runs left behind, and templates that migrations or seeds have outgrown. */
async function dropLeftovers(adminUrl: string): Promise<void> {
  const current = await currentTemplates();
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)`,
      [TEST_DATABASE_PREFIX],
    );
    const leftovers = rows.filter(({ name }) => !current.has(name));
    for (const { name } of leftovers) {
      await client.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    }
  });
}

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
  }
}
