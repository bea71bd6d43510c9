import type pg from 'pg';
import type { Service } from '../service.ts';
import { withClient } from '../with-client.ts';
import type { SeedScale } from './seed-world.ts';

export type { SeedScale } from './seed-world.ts';

/** What `prisma/<service>/seed.ts` exports: fills an empty, migrated schema, the same way each time. */
export type Seed = (options: {
  /** Connected as the schema's owner, inside a transaction. */
  client: pg.Client;
  scale: SeedScale;
  onProgress: (doneRows: number, totalRows: number) => void;
}) => Promise<void>;

/** Tables that migrations fill, or that keep track of them: they do not make a schema "seeded". */
const NOT_SAMPLE_ROWS = new Set(['_prisma_migrations', 'role', 'permission', 'role_permission']);

/**
 * Seeds a service's schema in one transaction, all or nothing. Does nothing, and returns false, when
 * it holds rows already. Statistics are brought up to date, so that the first queries plan well.
 */
export async function runSeed(options: {
  service: Service;
  ownerUrl: string;
  seed: Seed;
  scale: SeedScale;
  onProgress?: (doneRows: number, totalRows: number) => void;
}): Promise<boolean> {
  const { service, ownerUrl, seed, scale, onProgress = () => {} } = options;
  return withClient(
    ownerUrl,
    async (client) => {
      await client.query('BEGIN');
      await client.query(`SET LOCAL synchronous_commit = off`);
      // Two seeders at once would both find the schema empty.
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('causeway seed'), hashtext($1))`, [
        service,
      ]);
      if (await hasRows(client, service)) return false;
      await seed({ client, scale, onProgress });
      await client.query('COMMIT');
      await client.query('ANALYZE');
      return true;
    },
    { searchPath: [service] },
  );
}

async function hasRows(client: pg.Client, service: Service): Promise<boolean> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name, table_name FROM information_schema.tables
     WHERE table_schema = $1 AND table_type = 'BASE TABLE' AND NOT table_name = ANY ($2)`,
    [service, [...NOT_SAMPLE_ROWS]],
  );
  if (tables.length === 0) return false;
  const checks = tables.map(({ name }) => `EXISTS (SELECT FROM ${name})`);
  const { rows } = await client.query<{ filled: boolean }>(
    `SELECT ${checks.join(' OR ')} AS filled`,
  );
  return rows[0]?.filled === true;
}
