import { withClient } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';

/** Every role with its scopes, as the graph's schema describes them to clients. */
const SCOPES_OF_ROLE = {
  customer: [],
  support: ['orders:read', 'users:read'],
  merchandiser: ['catalog:write', 'stock:write'],
  warehouse: ['orders:read', 'orders:write', 'stock:write'],
  admin: [
    'catalog:write',
    'orders:read',
    'orders:write',
    'roles:read',
    'roles:write',
    'service-accounts:write',
    'stock:write',
    'users:read',
  ],
};

describe('scopes in the access token', () => {
  const service = useIdentity();

  test.each(Object.entries(SCOPES_OF_ROLE))('a %s has %j', async (role, scopes) => {
    const { principal } = await service().signIn(`${role}@example.com`);
    expect(principal.roles).toEqual([role]);
    expect([...principal.scopes]).toEqual(scopes);
  });

  test('who holds two roles has the scopes of both, each once', async () => {
    const email = 'merchandiser@example.com';
    await withClient(service().ownerUrl, (client) =>
      client.query(
        `INSERT INTO identity.user_role (user_id, role_name)
         SELECT id, 'warehouse' FROM identity.user_account WHERE email = $1`,
        [email],
      ),
    );
    const { principal } = await service().signIn(email);
    expect(principal.roles).toEqual(['merchandiser', 'warehouse']);
    expect([...principal.scopes]).toEqual([
      'catalog:write',
      'orders:read',
      'orders:write',
      'stock:write',
    ]);
  });

  test('the database holds these roles and permissions and no others', async () => {
    const rows = await withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query<{ name: string; scopes: string[] }>(
        `SELECT r.name, coalesce(array_agg(p.permission_name ORDER BY p.permission_name)
           FILTER (WHERE p.permission_name IS NOT NULL), '{}') AS scopes
         FROM identity.role r LEFT JOIN identity.role_permission p ON p.role_name = r.name
         GROUP BY r.name`,
      );
      return rows;
    });
    expect(Object.fromEntries(rows.map(({ name, scopes }) => [name, scopes]))).toEqual(
      SCOPES_OF_ROLE,
    );
  });
});
