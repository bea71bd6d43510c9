import type { Seed } from '@causeway/database';

type Client = Parameters<Seed>[0]['client'];

/**
 * Runs `write` while a table has none of its indexes but those of its constraints, and makes them
 * again in one go. For many rows that takes half the time; it locks the table, so it is for seeds.
 */
export async function withoutIndexes(
  client: Client,
  table: string,
  write: () => Promise<void>,
): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_get_indexdef(c.oid) AS definition
     FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indrelid = $1::regclass AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await write();
  await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  for (const { definition } of indexes) await client.query(definition);
}
