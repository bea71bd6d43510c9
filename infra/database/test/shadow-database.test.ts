import { withClient } from '@causeway/database';
import { expect, inject, test } from 'vitest';
import { withShadowDatabase } from '../src/migrations/with-shadow-database.ts';

const adminUrl = inject('adminUrl');

async function databaseExists(name: string): Promise<boolean> {
  const { rowCount } = await withClient(adminUrl, (client) =>
    client.query('SELECT FROM pg_database WHERE datname = $1', [name]),
  );
  return rowCount === 1;
}

test('a shadow database has the schema, empty, and is dropped when the work is done', async () => {
  const name = await withShadowDatabase({ adminUrl, service: 'notes' }, async (shadow) => {
    const { rows } = await shadow.query(
      `SELECT current_database() AS name, current_schema() AS schema,
              (SELECT count(*)::int FROM pg_class WHERE relnamespace = 'notes'::regnamespace) AS tables`,
    );
    expect(rows[0]).toMatchObject({ schema: 'notes', tables: 0 });
    expect(await databaseExists(rows[0].name)).toBe(true);
    return rows[0].name as string;
  });
  expect(await databaseExists(name)).toBe(false);
});

test('a shadow database is dropped when the work fails, too', async () => {
  let name = '';
  const failing = withShadowDatabase({ adminUrl, service: 'notes' }, async (shadow) => {
    name = (await shadow.query('SELECT current_database() AS name')).rows[0].name;
    throw new Error('this work fails');
  });
  await expect(failing).rejects.toThrow('this work fails');
  expect(name).toMatch(/^causeway_shadow_/);
  expect(await databaseExists(name)).toBe(false);
});
