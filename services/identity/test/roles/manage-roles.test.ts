import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';
import { changeAccessAs } from './use-access.ts';

describe('managing roles', () => {
  const service = useIdentity();
  const admin = async () =>
    changeAccessAs(service(), (await service().signIn('admin@example.com')).principal);
  /** Someone with a role of their own, which an administrator made. */
  async function personWith(role: string, permissions: readonly string[]) {
    const { createRole, assignRole } = await admin();
    await createRole(role, permissions);
    const { user } = await service().signUp();
    await assignRole(user.id, role);
    const signedIn = await service().signIn(user.email, 'correct horse battery');
    return { ...changeAccessAs(service(), signedIn.principal), id: user.id, signedIn };
  }

  test('a role that is made gives its permissions to whoever holds it', async () => {
    const { createRole } = await admin();
    const asked = ['orders:read', 'users:read', 'orders:read'];
    expect(await createRole('clerk', asked, 'Reads along.')).toEqual({
      __typename: 'CreateRoleSuccess',
      role: {
        name: 'clerk',
        description: 'Reads along.',
        isBuiltIn: false,
        permissions: [{ name: 'orders:read' }, { name: 'users:read' }],
      },
    });
    const { signedIn } = await personWith('reader', ['orders:read', 'users:read']);
    expect(signedIn.principal.roles).toEqual(['customer', 'reader']);
    expect([...signedIn.principal.scopes]).toEqual(['orders:read', 'users:read']);
  });

  test('a role that is changed is another in the next token of all who hold it', async () => {
    const person = await personWith('packer', ['stock:write']);
    const { updateRole } = await admin();
    expect(await updateRole('packer', { permissions: ['orders:read'] })).toMatchObject({
      role: { name: 'packer', permissions: [{ name: 'orders:read' }] },
    });
    const again = await service().signIn(person.signedIn.user.email, 'correct horse battery');
    expect([...again.principal.scopes]).toEqual(['orders:read']);
    expect(await updateRole('packer', { description: 'Packs.' })).toMatchObject({
      role: { description: 'Packs.', permissions: [{ name: 'orders:read' }] },
    });
  });

  test('a role goes when nobody holds it', async () => {
    const { id } = await personWith('temp', []);
    const { deleteRole, revokeRole } = await admin();
    expect(await deleteRole('temp')).toMatchObject({ __typename: 'RoleInUse', users: 1 });
    await revokeRole(id, 'temp');
    expect(await deleteRole('temp')).toEqual({ __typename: 'DeleteRoleSuccess', name: 'temp' });
    expect(await deleteRole('temp')).toMatchObject({ __typename: 'RoleNotFound' });
  });

  test('what is built in stays, and administrators hold every permission', async () => {
    const { deleteRole, updateRole, deletePermission, createPermission } = await admin();
    expect(await deleteRole('customer')).toMatchObject({ __typename: 'RoleNotChangeable' });
    expect(await updateRole('admin', { permissions: [] })).toMatchObject({
      __typename: 'RoleNotChangeable',
    });
    expect(await deletePermission('orders:read')).toMatchObject({
      __typename: 'PermissionNotDeletable',
      roles: [],
    });
    expect(await createPermission('reviews:write', 'Answers reviews.')).toEqual({
      __typename: 'CreatePermissionSuccess',
      permission: { name: 'reviews:write', description: 'Answers reviews.', isBuiltIn: false },
    });
    const { principal } = await service().signIn('admin@example.com');
    expect(principal.scopes).toContain('reviews:write');
  });

  test('a permission goes when no role but admin has it', async () => {
    const { createPermission, createRole, updateRole, deletePermission } = await admin();
    await createPermission('gifts:wrap');
    await createRole('wrapper', ['gifts:wrap']);
    expect(await createPermission('gifts:wrap')).toMatchObject({
      __typename: 'PermissionNameTaken',
    });
    expect(await deletePermission('gifts:wrap')).toMatchObject({
      __typename: 'PermissionNotDeletable',
      roles: ['wrapper'],
    });
    await updateRole('wrapper', { permissions: [] });
    expect(await deletePermission('gifts:wrap')).toEqual({
      __typename: 'DeletePermissionSuccess',
      name: 'gifts:wrap',
    });
    expect(await deletePermission('gifts:wrap')).toMatchObject({
      __typename: 'PermissionNotFound',
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a name of other letters', { name: 'Clerk' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(41) }, 'name'],
    ['a description that is too long', { description: 'x'.repeat(201) }, 'description'],
    ['a description of several lines', { description: 'one\ntwo' }, 'description'],
    ['a permission that there is not', { permissions: ['orders:eat'] }, 'permissions'],
    ['a permission that cannot be', { permissions: ['orders'] }, 'permissions.0'],
  ])('refuses a role with %s', async (_what, wrong, path) => {
    const { createRole } = await admin();
    const { name, permissions, description } = {
      ...{ name: 'wrong', permissions: [] as string[], description: '' },
      ...(wrong as object),
    };
    const answer = await createRole(name, permissions, description);
    expect(answer).toMatchObject({ __typename: 'InvalidInput' });
    expect(answer.fields[0].path.join('.')).toBe(path);
  });

  test('refuses a second role of a name, and whatever has no such role', async () => {
    const { createRole, updateRole } = await admin();
    expect(await createRole('admin', [])).toMatchObject({ __typename: 'RoleNameTaken' });
    expect(await updateRole('nobody', {})).toMatchObject({ __typename: 'RoleNotFound' });
    expect(await updateRole('a\u0000', {})).toMatchObject({ __typename: 'RoleNotFound' });
  });

  test('nobody gives or takes what they do not hold', async () => {
    const manager = await personWith('manager', ['roles:write', 'orders:read']);
    const { user: other } = await service().signUp();
    const refused = (...permissions: string[]) =>
      expect.objectContaining({ __typename: 'PermissionsNotHeld', permissions });
    expect(await manager.createRole('boss', ['orders:read', 'users:read'])).toEqual(
      refused('users:read'),
    );
    expect(
      await manager.updateRole('manager', { permissions: ['roles:write', 'stock:write'] }),
    ).toEqual(refused('stock:write'));
    expect(await manager.updateRole('warehouse', { permissions: ['orders:read'] })).toEqual(
      refused('orders:write', 'stock:write'),
    );
    expect(await manager.assignRole(manager.id, 'support')).toEqual(refused('users:read'));
    expect(await manager.assignRole(other.id, 'merchandiser')).toEqual(
      refused('catalog:write', 'stock:write'),
    );
    const { user: keeper } = await service().signIn('merchandiser@example.com');
    expect(await manager.revokeRole(keeper.id, 'merchandiser')).toEqual(
      refused('catalog:write', 'stock:write'),
    );
    expect(await manager.createRole('helper', ['orders:read'])).toMatchObject({
      __typename: 'CreateRoleSuccess',
    });
    expect(await manager.assignRole(other.id, 'helper')).toMatchObject({
      __typename: 'AssignRoleSuccess',
    });
    expect(await manager.deletePermission('catalog:write')).toEqual(refused('catalog:write'));
  });

  test('whose right to change roles was taken has none, whatever their token says', async () => {
    const manager = await personWith('deputy', ['roles:write']);
    await (await admin()).revokeRole(manager.id, 'deputy');
    expect(await manager.createRole('mine', [])).toBe('FORBIDDEN');
    expect(await manager.updateRole('deputy', { permissions: [] })).toBe('FORBIDDEN');
    expect(await manager.deleteRole('deputy')).toBe('FORBIDDEN');
    expect(await manager.createPermission('mine:all')).toBe('FORBIDDEN');
    expect(await manager.deletePermission('roles:write')).toBe('FORBIDDEN');
    expect(await changeAccessAs(service()).createRole('mine', [])).toBe('UNAUTHENTICATED');
  });
});
