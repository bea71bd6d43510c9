import { parseId, type RequestContext } from '@causeway/subgraph-kit';
import {
  lastAdminRole,
  ownAdminRole,
  type permissionsNotHeld,
  roleNotFound,
  userNotFound,
} from './access-failures.ts';
import { isRoleName } from './access-input.ts';
import type { AccessEditor, ChangeAccess } from './change-access.ts';
import { ADMIN, type Role } from './role.ts';

/** Whose role to change. */
interface Assignment {
  readonly userId: string;
  readonly role: string;
}

type Refusal = ReturnType<typeof userNotFound | typeof roleNotFound | typeof permissionsNotHeld>;
export type AssignOutcome =
  | { readonly __typename: 'AssignRoleSuccess'; readonly userId: string }
  | Refusal;
export type RevokeOutcome =
  | { readonly __typename: 'RevokeRoleSuccess'; readonly userId: string }
  | Refusal
  | ReturnType<typeof ownAdminRole | typeof lastAdminRole>;

/** Both throw as ChangeAccess says. */
export interface Assignments {
  assign(request: RequestContext, assignment: Assignment): Promise<AssignOutcome>;
  revoke(request: RequestContext, assignment: Assignment): Promise<RevokeOutcome>;
}

/** Who holds which role. */
export function createAssignments(changeAccess: ChangeAccess): Assignments {
  return {
    assign: (request, assignment) =>
      changeAccess(request, async (editor) => {
        const found = await find(assignment, editor);
        if ('__typename' in found) return found;
        const { userId, role } = found;
        const { tx } = editor;
        const before = await tx.findRolesOf(userId);
        if (!before.includes(role.name)) {
          await tx.addRole(userId, role.name);
          const after = [...before, role.name].sort();
          await editor.record({ action: 'ROLE_ASSIGNED', ...held(found, before, after) });
        }
        return { __typename: 'AssignRoleSuccess', userId };
      }),

    revoke: (request, assignment) =>
      changeAccess(request, async (editor) => {
        const found = await find(assignment, editor);
        if ('__typename' in found) return found;
        const refusal = await refuseRevocation(found, editor);
        if (refusal !== null) return refusal;
        const { userId, role } = found;
        const { tx } = editor;
        const before = await tx.findRolesOf(userId);
        if (before.includes(role.name)) {
          await tx.removeRole(userId, role.name);
          const after = before.filter((name) => name !== role.name);
          await editor.record({ action: 'ROLE_REVOKED', ...held(found, before, after) });
        }
        return { __typename: 'RevokeRoleSuccess', userId };
      }),
  };
}

interface Found {
  readonly userId: string;
  readonly role: Role;
}

async function find(
  { userId: id, role: name }: Assignment,
  { tx, refuse }: AccessEditor,
): Promise<Found | Refusal> {
  const userId = parseId(id);
  if (userId === null || !(await tx.userExists(userId))) return userNotFound();
  const role = isRoleName(name) ? await tx.findRole(name) : null;
  if (role === null) return roleNotFound(name);
  return refuse(role.permissions.map((permission) => permission.name)) ?? { userId, role };
}

async function refuseRevocation({ userId, role }: Found, editor: AccessEditor) {
  if (role.name !== ADMIN) return null;
  if (userId === editor.userId) return ownAdminRole();
  return (await editor.tx.isHeldByAnother(ADMIN, userId)) ? null : lastAdminRole();
}

function held({ userId, role }: Found, before: readonly string[], after: readonly string[]) {
  return { userId, roleName: role.name, before: { roles: before }, after: { roles: after } };
}
