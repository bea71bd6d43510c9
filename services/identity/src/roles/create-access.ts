import type { Clock } from '../clock.ts';
import { type AccessChanges, createAccessChanges } from './access-changes.ts';
import type { AccessChangesStore } from './access-changes-store.ts';
import { type Assignments, createAssignments } from './assignments.ts';
import { createChangeAccess } from './change-access.ts';
import { createPermissions, type Permissions } from './permissions.ts';
import { createRoles, type Roles } from './roles.ts';
import type { RolesStore } from './roles-store.ts';

export interface AccessDomains {
  readonly roles: Roles;
  readonly permissions: Permissions;
  readonly assignments: Assignments;
  readonly accessChanges: AccessChanges;
}

/** Everything about who may do what. */
export function createAccess(
  stores: { roles: RolesStore; accessChanges: AccessChangesStore },
  now: Clock,
): AccessDomains {
  const changeAccess = createChangeAccess(stores.roles, now);
  return {
    roles: createRoles(stores.roles, changeAccess),
    permissions: createPermissions(stores.roles, changeAccess),
    assignments: createAssignments(changeAccess),
    accessChanges: createAccessChanges(stores.accessChanges),
  };
}
