import { withClient } from '@causeway/database';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';

const CHANGE = (field: 'assignRole' | 'revokeRole', type: 'AssignRole' | 'RevokeRole') =>
  `mutation ($input: ${type}Input!) {
    ${field}(input: $input) {
      __typename
      ... on ${type}Success { user { id roles { name } } }
      ... on Failure { message }
    }
  }`;
const UNKNOWN_ID = '01a2076c-f2a6-71da-92a3-24d3b4916bf3';

describe('changing roles', () => {
  const service = useIdentity();
  const signInAdmin = async () => (await service().signIn('admin@example.com')).principal;

  async function assign(userId: string, role: string, principal?: UserPrincipal) {
    const { body } = await service().send(
      CHANGE('assignRole', 'AssignRole'),
      { input: { userId, role } },
      principal,
    );
    return body.errors?.[0]?.extensions?.code ?? body.data.assignRole;
  }

  async function revoke(userId: string, role: string, principal?: UserPrincipal) {
    const { body } = await service().send(
      CHANGE('revokeRole', 'RevokeRole'),
      { input: { userId, role } },
      principal,
    );
    return body.errors?.[0]?.extensions?.code ?? body.data.revokeRole;
  }

  async function createAdmin(): Promise<UserPrincipal> {
    const { user } = await service().signUp();
    await assign(user.id, 'admin', await signInAdmin());
    return (await service().signIn(user.email, 'correct horse battery')).principal;
  }

  test('gives a role and takes it again; both are logged with who did it', async () => {
    const admin = await signInAdmin();
    const { user } = await service().signUp();
    expect(await assign(user.id, 'support', admin)).toEqual({
      __typename: 'AssignRoleSuccess',
      user: { id: user.id, roles: [{ name: 'customer' }, { name: 'support' }] },
    });
    expect(await revoke(user.id, 'customer', admin)).toEqual({
      __typename: 'RevokeRoleSuccess',
      user: { id: user.id, roles: [{ name: 'support' }] },
    });
    const change = { userId: user.id, actorId: admin.userId };
    expect(service().securityEvents(user.id)).toEqual(
      expect.arrayContaining([
        { event: 'role_assigned', role: 'support', ...change },
        { event: 'role_revoked', role: 'customer', ...change },
      ]),
    );
  });

  test('giving a role twice and taking one not held change nothing and log nothing', async () => {
    const admin = await signInAdmin();
    const { user } = await service().signUp();
    expect(await assign(user.id, 'customer', admin)).toMatchObject({
      user: { roles: [{ name: 'customer' }] },
    });
    expect(await revoke(user.id, 'warehouse', admin)).toMatchObject({
      user: { roles: [{ name: 'customer' }] },
    });
    expect(service().securityEvents(user.id)).toMatchObject([{ event: 'signed_up' }]);
  });

  test('two changes in one operation show one after the other', async () => {
    const admin = await signInAdmin();
    const { user } = await service().signUp();
    const { body } = await service().send(
      `mutation ($id: ID!) {
        one: assignRole(input: { userId: $id, role: "support" }) {
          ... on AssignRoleSuccess { user { roles { name } } }
        }
        two: revokeRole(input: { userId: $id, role: "support" }) {
          ... on RevokeRoleSuccess { user { roles { name } } }
        }
      }`,
      { id: user.id },
      admin,
    );
    expect(body.data).toEqual({
      one: { user: { roles: [{ name: 'customer' }, { name: 'support' }] } },
      two: { user: { roles: [{ name: 'customer' }] } },
    });
  });

  test.each([UNKNOWN_ID, 'nobody'])('the id %s is UserNotFound', async (id) => {
    const admin = await signInAdmin();
    const notFound = { __typename: 'UserNotFound', message: 'No user has this id.' };
    expect(await assign(id, 'support', admin)).toEqual(notFound);
    expect(await revoke(id, 'support', admin)).toEqual(notFound);
    expect(await revoke(id, 'admin', admin)).toEqual(notFound);
  });

  test.each(['nobody', 'ADMIN', '', 'a\u0000', 'x'.repeat(1_000)])(
    'the role %j is RoleNotFound',
    async (role) => {
      const admin = await signInAdmin();
      const { user } = await service().signUp();
      expect(await assign(user.id, role, admin)).toMatchObject({ __typename: 'RoleNotFound' });
      expect(await revoke(user.id, role, admin)).toMatchObject({ __typename: 'RoleNotFound' });
    },
  );

  test('needs the scope roles:write', async () => {
    const { user } = await service().signUp();
    const support = (await service().signIn('support@example.com')).principal;
    for (const change of [assign, revoke]) {
      expect(await change(user.id, 'customer', support)).toBe('FORBIDDEN');
      expect(await change(user.id, 'customer')).toBe('UNAUTHENTICATED');
    }
  });

  test('administrators cannot take the role from themselves', async () => {
    const admin = await signInAdmin();
    expect(await revoke(admin.userId, 'admin', admin)).toMatchObject({
      __typename: 'OwnAdminRole',
    });
    const { body } = await service().send('{ me { roles { name } } }', {}, admin);
    expect(body.data.me.roles).toContainEqual({ name: 'admin' });
  });

  test('another administrator can, after which the old token changes no roles', async () => {
    const dismissed = await createAdmin();
    const admin = await signInAdmin();
    expect(dismissed.scopes).toContain('roles:write');
    expect(await revoke(dismissed.userId, 'admin', admin)).toMatchObject({
      __typename: 'RevokeRoleSuccess',
    });
    expect(await assign(dismissed.userId, 'admin', dismissed)).toBe('FORBIDDEN');
    expect(await revoke(admin.userId, 'admin', dismissed)).toBe('FORBIDDEN');
  });

  test('nor does the token of a session that has ended, or that never was', async () => {
    const admin = await createAdmin();
    await service().send('mutation { signOut { __typename } }', {}, admin);
    expect(await assign(admin.userId, 'support', admin)).toBe('FORBIDDEN');
    const forged = signedIn({ userId: admin.userId, scopes: ['roles:write'] });
    expect(await assign(admin.userId, 'support', forged)).toBe('FORBIDDEN');
  });

  test('two administrators who dismiss each other at once do not leave the shop without one', async () => {
    const one = await createAdmin();
    const other = await createAdmin();
    const outcomes = await Promise.all([
      revoke(other.userId, 'admin', one),
      revoke(one.userId, 'admin', other),
    ]);
    expect(outcomes).toContain('FORBIDDEN');
    expect(outcomes).toContainEqual(expect.objectContaining({ __typename: 'RevokeRoleSuccess' }));
  });

  test('the last administrator keeps the role, whoever may change roles', async () => {
    await withClient(service().ownerUrl, (client) =>
      client.query(`
        DELETE FROM identity.user_role WHERE role_name = 'admin' AND user_id <>
          (SELECT id FROM identity.user_account WHERE email = 'admin@example.com');
        INSERT INTO identity.role_permission
          SELECT 'support', name FROM identity.permission ON CONFLICT DO NOTHING`),
    );
    const support = (await service().signIn('support@example.com')).principal;
    const admin = await signInAdmin();
    expect(await revoke(admin.userId, 'admin', support)).toEqual({
      __typename: 'LastAdminRole',
      message: 'This is the last administrator. Give the role to someone else first.',
    });
    const { user } = await service().signUp();
    await assign(user.id, 'admin', support);
    expect(await revoke(admin.userId, 'admin', support)).toMatchObject({
      __typename: 'RevokeRoleSuccess',
    });
  });
});
