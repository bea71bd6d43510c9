import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ensureSharedExtensions, searchPathOf } from '../roles/shared-extensions.ts';
import { withClient } from '../with-client.ts';

/**
 * Runs `work` on a new database that has a service's schema, empty, and drops the database afterwards.
 * `adminUrl` belongs to a role that may create databases; any database of that server will do.
 */
export async function withShadowDatabase<R>(
  { adminUrl, service }: { adminUrl: string; service: string },
  work: (shadow: pg.Client) => Promise<R>,
): Promise<R> {
  const database = `causeway_shadow_${randomUUID()}`;
  const quoted = pg.escapeIdentifier(database);
  return withClient(adminUrl, async (admin) => {
    await admin.query(`CREATE DATABASE ${quoted} TEMPLATE template0`);
    try {
      return await withClient(
        urlOfDatabase(adminUrl, database),
        async (shadow) => {
          await ensureSharedExtensions(shadow, []);
          await shadow.query(`CREATE SCHEMA ${pg.escapeIdentifier(service)}`);
          return await work(shadow);
        },
        { searchPath: searchPathOf(service) },
      );
    } finally {
      await admin.query(`DROP DATABASE ${quoted} WITH (FORCE)`);
    }
  });
}

function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
