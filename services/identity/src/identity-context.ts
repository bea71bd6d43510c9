import { createGroupLoader, createLoader, type RequestContext } from '@causeway/subgraph-kit';
import type DataLoader from 'dataloader';
import type { LinkedIdentitiesStore, LinkedIdentity } from './providers/linked-identities-store.ts';
import type { Role } from './roles/role.ts';
import type { HeldRole, RolesStore } from './roles/roles-store.ts';
import type { User } from './users/user.ts';
import type { UsersStore } from './users/users-store.ts';

/** A request with the rows it has loaded. A mutation that changes a row clears it here. */
export interface IdentityContext extends RequestContext {
  readonly loaders: {
    readonly userById: DataLoader<string, User | null>;
    readonly rolesByUserId: DataLoader<string, readonly HeldRole[]>;
    readonly linkedIdentitiesByUserId: DataLoader<string, readonly LinkedIdentity[]>;
    readonly roleByName: DataLoader<string, Role | null>;
  };
}

export function createIdentityContext(
  request: RequestContext,
  stores: { users: UsersStore; roles: RolesStore; linkedIdentities: LinkedIdentitiesStore },
): IdentityContext {
  return {
    ...request,
    loaders: {
      userById: createLoader(stores.users.loadUsers, ({ id }) => id),
      rolesByUserId: createGroupLoader(stores.roles.loadHeldRoles, ({ userId }) => userId),
      linkedIdentitiesByUserId: createGroupLoader(
        stores.linkedIdentities.loadByUserIds,
        ({ userId }) => userId,
      ),
      roleByName: createLoader(stores.roles.loadRoles, ({ name }) => name),
    },
  };
}
