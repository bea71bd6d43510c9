import { randomUUID } from 'node:crypto';
import { ensureServiceSchema, type Service, withClient } from '@causeway/database';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { ensureTemplate, type TemplateContents } from './template-database.ts';
import {
  type ServiceUrls,
  serviceUrls,
  TEST_DATABASE_PREFIX,
  urlOfDatabase,
} from './test-server.ts';

const BUILD_TIMEOUT_MS = 300_000;

/**
 * Gives the tests of one file a migrated database of their own, seeded if asked for, and drops it
 * afterwards. With the seed `large` the template itself is handed out, since a copy takes long: such
 * tests only read. Call it at the top of a `describe` or a file; call the result inside tests.
 */
export function useDatabase(
  service: Service,
  { seed = 'empty' }: { seed?: TemplateContents } = {},
): () => ServiceUrls {
  const adminUrl = inject('adminUrl');
  let database: string | undefined;

  beforeAll(async () => {
    const template = await ensureTemplate(adminUrl, service, seed);
    database = seed === 'large' ? template : await copyOf(template, adminUrl, service);
  }, BUILD_TIMEOUT_MS);

  afterAll(async () => {
    if (database === undefined || seed === 'large') return;
    const name = pg.escapeIdentifier(database);
    await withClient(adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  });

  return () => {
    if (database === undefined) throw new Error('The database exists only inside tests.');
    return serviceUrls(adminUrl, database, service);
  };
}

async function copyOf(template: string, adminUrl: string, service: Service): Promise<string> {
  const name = `${TEST_DATABASE_PREFIX}${service}_${randomUUID()}`;
  await withClient(adminUrl, (client) =>
    client.query(
      `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`,
    ),
  );
  // A copy takes over the schema, but not the grants and settings of the database itself.
  await ensureServiceSchema({ adminUrl: urlOfDatabase(adminUrl, name), service });
  return name;
}
