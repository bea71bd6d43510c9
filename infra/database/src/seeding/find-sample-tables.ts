import type pg from 'pg';
import { readMigrations } from '../migrations/migrations-folder.ts';

/**
 * The tables of the schema that a seed fills: all but the history of migrations and those that migrations
 * fill themselves (reference data such as roles), whose rows do not make a schema seeded.
 */
export async function findSampleTables(
  client: pg.Client,
  folder: string,
): Promise<readonly string[]> {
  const files = await readMigrations(folder);
  const filled = new Set(files.flatMap(({ sql }) => tablesInsertedInto(sql)));
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
       AND NOT relispartition AND relname <> '_prisma_migrations'
     ORDER BY relname`,
  );
  return rows.map(({ name }) => name).filter((name) => !filled.has(name));
}

/** Names as `INSERT INTO` has them in a migration, with or without quotes and schema. */
export function tablesInsertedInto(sql: string): readonly string[] {
  const statements = sql.matchAll(/\binsert\s+into\s+(?:(?:"[^"]+"|\w+)\s*\.\s*)?("[^"]+"|\w+)/gi);
  return Array.from(statements, ([, name = '']) =>
    name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase(),
  );
}
