import type pg from 'pg';
import type { Service } from '../service.ts';
import { withClient } from '../with-client.ts';
import { readMigrations } from './migrations-folder.ts';

/** How one migration of the folder stands in the database. */
export type MigrationState =
  /** In the history, with the checksum of the file. */
  | 'applied'
  /** Not in the history yet. */
  | 'pending'
  /** In the history, but the file was changed since. */
  | 'edited'
  /** Began and did not finish; the history holds its error. */
  | 'failed'
  /** In the history, but its file is gone. */
  | 'missing';

export interface MigrationStatus {
  name: string;
  state: MigrationState;
  /** What PostgreSQL said, for a failed migration. */
  log?: string;
}

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  logs: string | null;
}

/**
 * Compares the migrations folder with the standard `_prisma_migrations` table, without the engine:
 * the usual answer, that nothing is to be done, costs one query.
 */
export async function migrationStatus(options: {
  service: Service;
  ownerUrl: string;
}): Promise<readonly MigrationStatus[]> {
  const [files, history] = await Promise.all([
    readMigrations(options.service),
    withClient(options.ownerUrl, readHistory, { searchPath: options.service }),
  ]);
  const rows = new Map(history.map((row) => [row.migration_name, row]));
  const names = new Set(files.map((file) => file.name));
  const ofFiles = files.map(({ name, checksum }) => stateOf(name, checksum, rows.get(name)));
  const gone = history.filter((row) => !names.has(row.migration_name));
  return [
    ...ofFiles,
    ...gone.map((row) => ({ name: row.migration_name, state: 'missing' as const })),
  ];
}

function stateOf(name: string, checksum: string, row: HistoryRow | undefined): MigrationStatus {
  if (row === undefined) return { name, state: 'pending' };
  if (row.finished_at === null) {
    return { name, state: 'failed', ...(row.logs !== null && { log: row.logs }) };
  }
  return { name, state: row.checksum === checksum ? 'applied' : 'edited' };
}

async function readHistory(client: pg.Client): Promise<HistoryRow[]> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  if (found[0]?.exists !== true) return [];
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}
