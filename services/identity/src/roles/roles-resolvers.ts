import type { Resolvers } from '../generated/resolvers.ts';
import type { IdentityContext } from '../identity-context.ts';
import { loadUserView } from '../users/load-user-view.ts';
import type { UserView } from '../users/user-view.ts';
import { userNotFound } from './access-failures.ts';
import type { AssignOutcome, RevokeOutcome } from './assignments.ts';
import type { AccessDomains } from './create-access.ts';
import { ADMIN, type Role, type RoleName } from './role.ts';

/** Roles and permissions, who holds them, and who changed that. */
export function createRolesResolvers({
  roles,
  permissions,
  assignments,
  accessChanges,
}: AccessDomains): Pick<Resolvers, 'Query' | 'Mutation' | 'Role' | 'AccessChange'> {
  return {
    Query: {
      async roles(_root, _args, { principal, loaders }) {
        const all = await roles.list(principal);
        for (const role of all) loaders.roleByName.prime(role.name, role);
        return [...all];
      },
      permissions: async (_root, _args, { principal }) => [...(await permissions.list(principal))],
      accessChanges: (_root, args, { principal }) => accessChanges.list(principal, args),
    },

    Mutation: {
      assignRole: async (_root, { input }, context) =>
        showAssigned(await assignments.assign(context, input), context),
      revokeRole: async (_root, { input }, context) =>
        showRevoked(await assignments.revoke(context, input), context),
      createRole: async (_root, { input }, context) =>
        forgetRole(await roles.create(context, input), input, context),
      updateRole: async (_root, { input }, context) =>
        forgetRole(await roles.update(context, input), input, context),
      deleteRole: async (_root, { input }, context) =>
        forgetRole(await roles.delete(context, input), input, context),
      createPermission: async (_root, { input }, context) =>
        forgetRole(await permissions.create(context, input), ADMIN_ROLE, context),
      deletePermission: async (_root, { input }, context) =>
        forgetRole(await permissions.delete(context, input), ADMIN_ROLE, context),
    },

    Role: {
      name: ({ name }) => name,
      description: async (role, _args, context) => (await getRole(role, context)).description,
      permissions: async (role, _args, context) => [...(await getRole(role, context)).permissions],
      isBuiltIn: async (role, _args, context) => (await getRole(role, context)).isBuiltIn,
    },

    AccessChange: {
      actor: ({ actorId }, _args, context) => loadUserView(actorId, context),
      user: ({ userId }, _args, context) =>
        userId === null ? null : loadUserView(userId, context),
      role: ({ roleName }) => roleName,
      permission: ({ permissionName }) => permissionName,
    },
  };
}

/** Whose permissions change with those that there are. */
const ADMIN_ROLE: RoleName = { name: ADMIN };

async function getRole({ name }: RoleName, { loaders }: IdentityContext): Promise<Role> {
  const role = await loaders.roleByName.load(name);
  // It was deleted after its name was read.
  return role ?? { name, description: '', isBuiltIn: false, permissions: [] };
}

/** An earlier part of the same request may have loaded the role before this change. */
function forgetRole<O>(outcome: O, { name }: RoleName, { loaders }: IdentityContext): O {
  loaders.roleByName.clear(name);
  return outcome;
}

async function showAssigned(outcome: AssignOutcome, context: IdentityContext) {
  if (outcome.__typename !== 'AssignRoleSuccess') return outcome;
  const user = await reloadUser(outcome.userId, context);
  return user === null ? userNotFound() : ({ __typename: outcome.__typename, user } as const);
}

async function showRevoked(outcome: RevokeOutcome, context: IdentityContext) {
  if (outcome.__typename !== 'RevokeRoleSuccess') return outcome;
  const user = await reloadUser(outcome.userId, context);
  return user === null ? userNotFound() : ({ __typename: outcome.__typename, user } as const);
}

/** The same of the roles of a user. */
function reloadUser(userId: string, context: IdentityContext): Promise<UserView | null> {
  context.loaders.rolesByUserId.clear(userId);
  return loadUserView(userId, context);
}
