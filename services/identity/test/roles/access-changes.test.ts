import { withClient } from '@causeway/database';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';
import { changeAccessAs } from './use-access.ts';

const CHANGES = `query ($first: Int, $after: String, $filter: AccessChangesFilter) {
  accessChanges(first: $first, after: $after, filter: $filter) {
    nodes {
      action role permission
      actor { id }
      user { id }
      before { description permissions roles }
      after { description permissions roles }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe('the history of who may do what', () => {
  const service = useIdentity();
  let admin: UserPrincipal;
  let userId: string;
  const list = async (variables: Record<string, unknown> = {}, principal = admin) =>
    (await service().read(CHANGES, variables, principal)).accessChanges;

  beforeAll(async () => {
    admin = (await service().signIn('admin@example.com')).principal;
    userId = (await service().signUp()).user.id;
    const access = changeAccessAs(service(), admin);
    await access.createPermission('gifts:wrap', 'Wraps.');
    await access.createRole('wrapper', ['orders:read'], 'Wraps.');
    await access.updateRole('wrapper', { permissions: ['gifts:wrap'] });
    await access.updateRole('wrapper', { permissions: ['gifts:wrap'] });
    await access.assignRole(userId, 'wrapper');
    await access.assignRole(userId, 'wrapper');
    await access.revokeRole(userId, 'wrapper');
    await access.createRole('wrapper', []);
    await access.deleteRole('wrapper');
    await access.deletePermission('gifts:wrap');
  });

  test('has each change with who made it and how it was before and after, and nothing that changed nothing', async () => {
    const { nodes } = await list();
    const role = (permissions: string[]) => ({ description: 'Wraps.', permissions, roles: null });
    const user = (...roles: string[]) => ({ description: null, permissions: null, roles });
    const permission = { description: 'Wraps.', permissions: null, roles: null };
    const common = { actor: { id: admin.userId }, user: null, role: 'wrapper', permission: null };
    expect(nodes).toEqual([
      {
        ...{ ...common, action: 'PERMISSION_DELETED', role: null, permission: 'gifts:wrap' },
        ...{ before: permission, after: null },
      },
      { ...common, action: 'ROLE_DELETED', before: role(['gifts:wrap']), after: null },
      {
        ...{ ...common, action: 'ROLE_REVOKED', user: { id: userId } },
        ...{ before: user('customer', 'wrapper'), after: user('customer') },
      },
      {
        ...{ ...common, action: 'ROLE_ASSIGNED', user: { id: userId } },
        ...{ before: user('customer'), after: user('customer', 'wrapper') },
      },
      {
        ...{ ...common, action: 'ROLE_UPDATED' },
        ...{ before: role(['orders:read']), after: role(['gifts:wrap']) },
      },
      { ...common, action: 'ROLE_CREATED', before: null, after: role(['orders:read']) },
      {
        ...{ ...common, action: 'PERMISSION_CREATED', role: null, permission: 'gifts:wrap' },
        ...{ before: null, after: permission },
      },
    ]);
  });

  test('is read page by page, of one user or of one role', async () => {
    const first = await list({ first: 3 });
    const second = await list({ first: 100, after: first.pageInfo.endCursor });
    const all = await list();
    expect([...first.nodes, ...second.nodes]).toEqual(all.nodes);
    const ofUser = await list({ filter: { userId } });
    expect(ofUser.nodes.map(({ action }: { action: string }) => action)).toEqual([
      'ROLE_REVOKED',
      'ROLE_ASSIGNED',
    ]);
    expect((await list({ filter: { role: 'wrapper' } })).nodes).toHaveLength(5);
    expect((await list({ filter: { role: 'Wrapper\u0000' } })).nodes).toEqual([]);
    expect((await list({ filter: { userId: 'nobody' } })).nodes).toEqual([]);
  });

  test('needs the scope roles:read', async () => {
    const support = (await service().signIn('support@example.com')).principal;
    for (const field of [
      'roles { name }',
      'permissions { name }',
      'accessChanges { nodes { id } }',
    ]) {
      const { body } = await service().send(`{ ${field} }`, {}, support);
      expect(body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  test('cannot be changed by the service itself', async () => {
    const { IDENTITY_DATABASE_URL: url } = service().settings;
    for (const statement of [
      'DELETE FROM identity.access_change',
      'UPDATE identity.access_change SET role_name = NULL',
    ]) {
      await expect(withClient(url, (client) => client.query(statement))).rejects.toThrow(
        'never change',
      );
    }
  });

  test('is not written when the change does not happen', async () => {
    const before = await list({ first: 100 });
    const manager = changeAccessAs(service(), admin);
    await manager.createRole('admin', []);
    await manager.assignRole('nobody', 'support');
    await manager.deleteRole('customer');
    expect(await list({ first: 100 })).toEqual(before);
  });
});
