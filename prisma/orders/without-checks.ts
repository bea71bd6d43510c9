import type { Seed } from '@causeway/database';

type Client = Parameters<Seed>[0]['client'];

/**
 * Runs `write` while the schema has neither its foreign keys nor the indexes that no constraint needs,
 * and makes them again, which checks all rows in one go. For many rows that takes two thirds of the
 * time; it locks the tables, so it is for seeds.
 */
export async function withoutChecks(client: Client, write: () => Promise<void>): Promise<void> {
  const { rows: foreignKeys } = await client.query<Definition>(FOREIGN_KEYS);
  const { rows: indexes } = await client.query<Definition>(FREE_INDEXES);
  for (const { drop } of [...foreignKeys, ...indexes]) await client.query(drop);
  await write();
  await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  for (const { create } of [...indexes, ...foreignKeys]) await client.query(create);
}

/** How to take something away, and how to make it again as it was. */
interface Definition {
  readonly drop: string;
  readonly create: string;
}

const FOREIGN_KEYS = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
      pg_get_constraintdef(oid)) AS create
  FROM pg_constraint
  WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`;

const FREE_INDEXES = `
  SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop,
    pg_get_indexdef(indexrelid) AS create
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = current_schema()::regnamespace AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`;
