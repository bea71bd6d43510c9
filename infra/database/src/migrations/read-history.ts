import type pg from 'pg';

/** A row of `_prisma_migrations`: one attempt at applying one migration. */
export interface HistoryEntry {
  readonly name: string;
  readonly checksum: string;
  readonly finishedAt: Date | null;
  readonly rolledBackAt: Date | null;
  readonly logs: string | null;
}

/**
 * Prisma's history in the schema that the connection's search_path begins with, oldest first; empty
 * if nothing was ever applied.
 */
export async function readHistory(client: pg.Client): Promise<readonly HistoryEntry[]> {
  const { rows: found } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  if (found[0]?.exists !== true) return [];
  const { rows } = await client.query<HistoryEntry>(
    `SELECT migration_name AS name, checksum, finished_at AS "finishedAt",
            rolled_back_at AS "rolledBackAt", logs
     FROM _prisma_migrations ORDER BY started_at`,
  );
  return rows;
}
