import { type Service, services, withClient } from '@causeway/database';
import { useDatabase } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';

describe.each(services)('a test database of %s', (service: Service) => {
  const database = useDatabase(service);

  test('is migrated, and its app role works in the schema of the service', async () => {
    const { rows } = await withClient(database().appUrl, (client) =>
      client.query('SELECT current_schema() AS schema, current_user AS role'),
    );
    expect(rows).toEqual([{ schema: service, role: `${service}_app` }]);
  });

  test("its app role cannot change tables or read the migrations' history", async () => {
    const attempt = (sql: string) => withClient(database().appUrl, (client) => client.query(sql));
    await expect(attempt('CREATE TABLE intruder (id int)')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(attempt('SELECT * FROM _prisma_migrations')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
