import type { Resolvers } from '../generated/resolvers.ts';
import type { IdentityContext } from '../identity-context.ts';
import { loadUserView } from '../users/load-user-view.ts';
import type { UserView } from '../users/user-view.ts';
import type { AssignRoleOutcome, RevokeRoleOutcome, Roles } from './roles.ts';

const USER_NOT_FOUND = { __typename: 'UserNotFound', message: 'No user has this id.' } as const;

/** `assignRole`, `revokeRole`, and the values of the enum Role. */
export function createRolesResolvers(roles: Roles): Pick<Resolvers, 'Mutation' | 'Role'> {
  return {
    Mutation: {
      assignRole: async (_root, { input }, context) =>
        toAssignRoleResult(await roles.assign(context, input), context),
      revokeRole: async (_root, { input }, context) =>
        toRevokeRoleResult(await roles.revoke(context, input), context),
    },
    Role: {
      CUSTOMER: 'customer',
      SUPPORT: 'support',
      MERCHANDISER: 'merchandiser',
      WAREHOUSE: 'warehouse',
      ADMIN: 'admin',
    },
  };
}

async function toAssignRoleResult(outcome: AssignRoleOutcome, context: IdentityContext) {
  if (outcome.kind === 'user-not-found') return USER_NOT_FOUND;
  const user = await reloadUser(outcome.userId, context);
  return user === null ? USER_NOT_FOUND : ({ __typename: 'AssignRoleSuccess', user } as const);
}

async function toRevokeRoleResult(outcome: RevokeRoleOutcome, context: IdentityContext) {
  switch (outcome.kind) {
    case 'user-not-found':
      return USER_NOT_FOUND;
    case 'own-admin-role':
      return {
        __typename: 'OwnAdminRole',
        message: 'Another administrator has to take this role from you.',
      } as const;
    case 'last-admin-role':
      return {
        __typename: 'LastAdminRole',
        message: 'This is the last administrator. Give the role to someone else first.',
      } as const;
    case 'revoked': {
      const user = await reloadUser(outcome.userId, context);
      return user === null ? USER_NOT_FOUND : ({ __typename: 'RevokeRoleSuccess', user } as const);
    }
  }
}

/** An earlier mutation of the same request may have loaded the roles before this change. */
function reloadUser(userId: string, context: IdentityContext): Promise<UserView | null> {
  context.loaders.rolesByUserId.clear(userId);
  return loadUserView(userId, context);
}
