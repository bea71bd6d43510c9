import { randomUUID } from 'node:crypto';
import { ensureServiceSchema, withClient } from '@causeway/database';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { EVENTS, serviceUrls, TEST_DATABASE_PREFIX, urlOfDatabase } from './test-server.ts';

/**
 * Gives the tests of one file a database for queues of events, and drops it afterwards. Call it at the
 * top of a `describe` or a file; call the result inside tests: it returns the setting EVENTS_URL.
 */
export function useEventQueue(): () => string {
  const adminUrl = inject('adminUrl');
  const database = `${TEST_DATABASE_PREFIX}${EVENTS}_${randomUUID()}`;
  const name = pg.escapeIdentifier(database);

  beforeAll(async () => {
    await withClient(adminUrl, (client) =>
      client.query(`CREATE DATABASE ${name} TEMPLATE template0`),
    );
    await ensureServiceSchema({ adminUrl: urlOfDatabase(adminUrl, database), service: EVENTS });
  });
  afterAll(() =>
    withClient(adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  );

  return () => serviceUrls(adminUrl, database, EVENTS).ownerUrl;
}
