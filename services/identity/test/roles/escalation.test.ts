import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';
import { changeAccessAs } from './use-access.ts';

const PERMISSIONS = [
  ...['catalog:write', 'orders:read', 'orders:write', 'roles:read', 'roles:write'],
  ...['stock:write', 'users:read'],
];
const BUILT_IN = ['customer', 'support', 'merchandiser', 'warehouse', 'admin'];
/** Roles that are there at first, and names that are free. */
const OWN_ROLES = 4;
const FREE_NAMES = 3;
const MEMBERS = 3;

const somePermissions = fc.subarray(PERMISSIONS);
const member = fc.nat(MEMBERS - 1);
const role = fc.nat(OWN_ROLES + FREE_NAMES + BUILT_IN.length - 1);

/** What one of the conspirators tries. */
const attempt = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    by: member,
    role,
    permissions: somePermissions,
  }),
  fc.record({
    kind: fc.constant('update' as const),
    by: member,
    role,
    permissions: somePermissions,
  }),
  fc.record({ kind: fc.constant('delete' as const), by: member, role }),
  fc.record({ kind: fc.constant('assign' as const), by: member, role, to: member }),
  fc.record({ kind: fc.constant('revoke' as const), by: member, role, to: member }),
  fc.record({
    kind: fc.constant('permission' as const),
    by: member,
    name: fc.constantFrom(...PERMISSIONS),
  }),
);

/** Conspirators may change roles, and hold whatever else. */
const beginning = fc.record({
  roles: fc.array(somePermissions, { minLength: OWN_ROLES, maxLength: OWN_ROLES }),
  held: fc.array(fc.subarray([0, 1, 2, 3]), { minLength: MEMBERS, maxLength: MEMBERS }),
});

describe('several people who may change roles, together', () => {
  const service = useIdentity();

  test('never come to hold what none of them held, whatever they try and whatever their tokens say', async () => {
    let succeeded = 0;
    await withClient(service().ownerUrl, (client) =>
      fc.assert(
        fc.asyncProperty(
          beginning,
          fc.array(attempt, { maxLength: 12 }),
          async (start, attempts) => {
            const cabal = await gather(client, start);
            const before = await heldBy(client, cabal.userIds);
            for (const tried of attempts) {
              const answer = await act(cabal, tried);
              if (answer?.__typename?.endsWith('Success')) succeeded += 1;
              const gained = (await heldBy(client, cabal.userIds)).filter(
                (name) => !before.includes(name),
              );
              expect(gained).toEqual([]);
            }
          },
        ),
        { numRuns: 60, seed: 20_261_128 },
      ),
    );
    // They were not merely refused.
    expect(succeeded).toBeGreaterThan(20);
  }, 120_000);

  interface Cabal {
    userIds: string[];
    principals: UserPrincipal[];
    roleNames: string[];
  }

  async function gather(
    client: Client,
    { roles, held }: { roles: string[][]; held: number[][] },
  ): Promise<Cabal> {
    const suffix = randomUUID().slice(0, 8).replace(/^\d/, 'a');
    const own = Array.from({ length: OWN_ROLES + FREE_NAMES }, (_, n) => `role${n}-a${suffix}`);
    for (const [index, permissions] of roles.entries()) {
      await client.query('INSERT INTO identity.role (name) VALUES ($1)', [own[index]]);
      await client.query(
        'INSERT INTO identity.role_permission SELECT $1, unnest($2::text[])',
        // The first lets its holders change roles, or there would be nothing to see.
        [own[index], index === 0 ? [...new Set([...permissions, 'roles:write'])] : permissions],
      );
    }
    const userIds = held.map(() => randomUUID());
    const principals: UserPrincipal[] = [];
    for (const [index, userId] of userIds.entries()) {
      const sessionId = randomUUID();
      await client.query(
        `INSERT INTO identity.user_account (id, email_normalized, email, display_name, password_hash, updated_at)
         VALUES ($1, $2, $2, 'Somebody', 'hash', now())`,
        [userId, `${userId}@example.com`],
      );
      await client.query(
        `INSERT INTO identity.session (id, user_id, last_seen_at, expires_at)
         VALUES ($1, $2, now(), now() + interval '1 day')`,
        [sessionId, userId],
      );
      const names = [...new Set([0, ...(held[index] ?? [])])].map((n) => own[n]);
      await client.query('INSERT INTO identity.user_role SELECT $1, unnest($2::text[])', [
        userId,
        names,
      ]);
      principals.push({
        kind: 'user',
        userId,
        sessionId,
        roles: ['admin'],
        scopes: new Set(PERMISSIONS),
      });
    }
    return { userIds, principals, roleNames: [...own, ...BUILT_IN] };
  }

  function act({ userIds, principals, roleNames }: Cabal, tried: AttemptOf<typeof attempt>) {
    const as = changeAccessAs(service(), principals[tried.by]);
    const name = 'role' in tried ? (roleNames[tried.role] ?? '') : '';
    switch (tried.kind) {
      case 'create':
        return as.createRole(name, tried.permissions);
      case 'update':
        return as.updateRole(name, { permissions: tried.permissions });
      case 'delete':
        return as.deleteRole(name);
      case 'assign':
        return as.assignRole(userIds[tried.to] ?? '', name);
      case 'revoke':
        return as.revokeRole(userIds[tried.to] ?? '', name);
      case 'permission':
        return as.deletePermission(tried.name);
    }
  }
});

type Client = Parameters<Parameters<typeof withClient>[1]>[0];
type AttemptOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** What any of them may do now, by name. */
async function heldBy(client: Client, userIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT permission_name AS name
     FROM identity.user_role JOIN identity.role_permission USING (role_name)
     WHERE user_id = ANY ($1::uuid[]) ORDER BY 1`,
    [userIds],
  );
  return rows.map(({ name }) => name);
}
