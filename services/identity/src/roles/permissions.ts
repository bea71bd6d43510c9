import {
  type InvalidInput,
  invalidInput,
  type Principal,
  type RequestContext,
  requireScope,
  validateInput,
} from '@causeway/subgraph-kit';
import {
  permissionNameTaken,
  permissionNotDeletable,
  permissionNotFound,
  type permissionsNotHeld,
} from './access-failures.ts';
import { isPermissionName, MAXIMUM_COUNT, newPermission } from './access-input.ts';
import type { ChangeAccess } from './change-access.ts';
import { ADMIN, type Permission } from './role.ts';
import type { RolesStore } from './roles-store.ts';

export type CreatePermissionOutcome =
  | { readonly __typename: 'CreatePermissionSuccess'; readonly permission: Permission }
  | InvalidInput
  | ReturnType<typeof permissionNameTaken>;
export type DeletePermissionOutcome =
  | { readonly __typename: 'DeletePermissionSuccess'; readonly name: string }
  | ReturnType<
      typeof permissionNotFound | typeof permissionNotDeletable | typeof permissionsNotHeld
    >;

export interface Permissions {
  /** Throws UNAUTHENTICATED, or FORBIDDEN without the scope `roles:read`. */
  list(principal: Principal): Promise<readonly Permission[]>;
  /** These throw as ChangeAccess says. */
  create(request: RequestContext, input: unknown): Promise<CreatePermissionOutcome>;
  delete(
    request: RequestContext,
    input: { readonly name: string },
  ): Promise<DeletePermissionOutcome>;
}

/** What roles can stand for. */
export function createPermissions(store: RolesStore, changeAccess: ChangeAccess): Permissions {
  return {
    async list(principal) {
      requireScope(principal, 'roles:read');
      return store.listPermissions(MAXIMUM_COUNT);
    },

    create: (request, input) =>
      changeAccess(request, async ({ tx, record }) => {
        const checked = validateInput(newPermission, input);
        if (checked.kind === 'invalid') return checked.failure;
        const permission = { ...checked.value, isBuiltIn: false };
        const { name, description } = permission;
        if ((await tx.findPermission(name)) !== null) return permissionNameTaken(name);
        if ((await tx.countPermissions()) >= MAXIMUM_COUNT) return tooMany();
        await tx.insertPermission(permission, ADMIN);
        await record({
          ...{ action: 'PERMISSION_CREATED', permissionName: name },
          ...{ before: null, after: { description } },
        });
        return { __typename: 'CreatePermissionSuccess', permission };
      }),

    delete: (request, { name }) =>
      changeAccess(request, async ({ tx, refuse, record }) => {
        const permission = isPermissionName(name) ? await tx.findPermission(name) : null;
        if (permission === null) return permissionNotFound();
        const refusal = refuse([name]);
        if (refusal !== null) return refusal;
        const roles = (await tx.findRolesWith(name)).filter((role) => role !== ADMIN);
        if (permission.isBuiltIn || roles.length > 0) {
          return permissionNotDeletable(permission.isBuiltIn ? [] : roles);
        }
        await tx.deletePermission(name);
        await record({
          ...{ action: 'PERMISSION_DELETED', permissionName: name },
          ...{ before: { description: permission.description }, after: null },
        });
        return { __typename: 'DeletePermissionSuccess', name };
      }),
  };
}

function tooMany(): InvalidInput {
  return invalidInput([{ path: [], message: `there are ${MAXIMUM_COUNT} permissions already` }]);
}
