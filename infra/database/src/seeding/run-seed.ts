import pg from 'pg';
import { searchPathOf } from '../roles/shared-extensions.ts';
import { serviceFolder } from '../service.ts';
import { inTransaction, withClient } from '../with-client.ts';
import { findSampleTables } from './find-sample-tables.ts';
import type { SeedScale } from './seed-world.ts';

export type { SeedScale } from './seed-world.ts';

/** What `prisma/<service>/seed.ts` exports: fills an empty, migrated schema, the same way each time. */
export type Seed = (options: {
  /** Connected as the schema's owner, inside a transaction. */
  client: pg.Client;
  scale: SeedScale;
  onProgress: (doneRows: number, totalRows: number) => void;
}) => Promise<void>;

/**
 * Seeds a service's schema in one transaction, all or nothing. Does nothing, and returns false, when it
 * holds rows already, unless `force` empties it first. Rows that migrations inserted do not count and
 * stay. Statistics and visibility are brought up to date, so that the first queries plan well.
 */
export async function runSeed(options: {
  service: string;
  ownerUrl: string;
  seed: Seed;
  scale: SeedScale;
  /** Removes all rows, also those that people made, before seeding. */
  force?: boolean;
  onProgress?: (doneRows: number, totalRows: number) => void;
  /** Tables that the running service fills by itself: their rows do not count either, and stay. */
  keep?: readonly string[];
  /** `prisma/<service>` of this repository unless told otherwise. */
  folder?: string;
}): Promise<boolean> {
  const { service, ownerUrl, keep = [], folder = serviceFolder(service) } = options;
  const work = async (client: pg.Client) => {
    const found = await findSampleTables(client, folder);
    const tables = found.filter((table) => !keep.includes(table));
    const seeded = await inTransaction(client, () => fillIfEmpty({ ...options, client, tables }));
    if (seeded && tables.length > 0) await client.query(`VACUUM (ANALYZE) ${listOf(tables)}`);
    return seeded;
  };
  return withClient(ownerUrl, work, { searchPath: searchPathOf(service) });
}

async function fillIfEmpty(options: {
  client: pg.Client;
  tables: readonly string[];
  service: string;
  seed: Seed;
  scale: SeedScale;
  force?: boolean;
  onProgress?: (doneRows: number, totalRows: number) => void;
}): Promise<boolean> {
  const { client, tables, service, seed, scale, force = false, onProgress = () => {} } = options;
  // Two seeders at once would both find the schema empty.
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('causeway seed'), hashtext($1))`, [
    service,
  ]);
  if (await holdsRows(client, tables)) {
    if (!force) return false;
    await client.query(`TRUNCATE ${listOf(tables)} RESTART IDENTITY`);
  }
  // One transaction waits for the disk once, so that there is nothing to gain from not waiting; and
  // VACUUM marks no page visible whose rows have not reached the log.
  await client.query('SET LOCAL synchronous_commit = on');
  await seed({ client, scale, onProgress });
  return true;
}

async function holdsRows(client: pg.Client, tables: readonly string[]): Promise<boolean> {
  if (tables.length === 0) return false;
  const checks = tables.map((table) => `EXISTS (SELECT FROM ${pg.escapeIdentifier(table)})`);
  const { rows } = await client.query(`SELECT ${checks.join(' OR ')} AS found`);
  return rows[0]?.found === true;
}

function listOf(tables: readonly string[]): string {
  return tables.map((table) => pg.escapeIdentifier(table)).join(', ');
}
