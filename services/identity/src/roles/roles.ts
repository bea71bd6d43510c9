import {
  type InvalidInput,
  invalidInput,
  type Principal,
  type RequestContext,
  requireScope,
  validateInput,
} from '@causeway/subgraph-kit';
import type { z } from 'zod';
import type { AccessState } from './access-change.ts';
import {
  type permissionsNotHeld,
  roleInUse,
  roleNameTaken,
  roleNotChangeable,
  roleNotFound,
} from './access-failures.ts';
import { isRoleName, MAXIMUM_COUNT, newRole, roleUpdate } from './access-input.ts';
import type { AccessEditor, ChangeAccess } from './change-access.ts';
import { ADMIN, type Role } from './role.ts';
import type { RolesStore, RolesTransaction } from './roles-store.ts';

type NotHeld = ReturnType<typeof permissionsNotHeld>;
export type CreateRoleOutcome =
  | { readonly __typename: 'CreateRoleSuccess'; readonly role: { readonly name: string } }
  | InvalidInput
  | ReturnType<typeof roleNameTaken>
  | NotHeld;
export type UpdateRoleOutcome =
  | { readonly __typename: 'UpdateRoleSuccess'; readonly role: { readonly name: string } }
  | InvalidInput
  | ReturnType<typeof roleNotFound | typeof roleNotChangeable>
  | NotHeld;
export type DeleteRoleOutcome =
  | { readonly __typename: 'DeleteRoleSuccess'; readonly name: string }
  | ReturnType<typeof roleNotFound | typeof roleNotChangeable | typeof roleInUse>
  | NotHeld;

export interface Roles {
  /** Throws UNAUTHENTICATED, or FORBIDDEN without the scope `roles:read`. */
  list(principal: Principal): Promise<readonly Role[]>;
  /** These throw as ChangeAccess says. */
  create(request: RequestContext, input: unknown): Promise<CreateRoleOutcome>;
  update(request: RequestContext, input: unknown): Promise<UpdateRoleOutcome>;
  delete(request: RequestContext, input: { readonly name: string }): Promise<DeleteRoleOutcome>;
}

/** What roles there are, and what they stand for. */
export function createRoles(store: RolesStore, changeAccess: ChangeAccess): Roles {
  return {
    async list(principal) {
      requireScope(principal, 'roles:read');
      return store.listRoles(MAXIMUM_COUNT);
    },

    create: (request, input) =>
      changeAccess(request, async (editor) => {
        const checked = validateInput(newRole, input);
        return checked.kind === 'invalid' ? checked.failure : createRole(checked.value, editor);
      }),

    update: (request, input) =>
      changeAccess(request, async (editor) => {
        const checked = validateInput(roleUpdate, input);
        return checked.kind === 'invalid' ? checked.failure : updateRole(checked.value, editor);
      }),

    delete: (request, { name }) =>
      changeAccess(request, async (editor) => {
        const { tx } = editor;
        const role = await findRole(name, tx);
        if (role === null) return roleNotFound(name);
        if (role.isBuiltIn) return roleNotChangeable('A role that is built in cannot be deleted.');
        const before = stateOf(role);
        const refusal = editor.refuse(before.permissions);
        if (refusal !== null) return refusal;
        const users = await tx.countHolders(name);
        if (users > 0) return roleInUse(users);
        await tx.deleteRole(name);
        await editor.record({ action: 'ROLE_DELETED', roleName: name, before, after: null });
        return { __typename: 'DeleteRoleSuccess', name };
      }),
  };
}

async function createRole(
  role: z.output<typeof newRole>,
  { tx, refuse, record }: AccessEditor,
): Promise<CreateRoleOutcome> {
  const { name, description, permissions } = role;
  if ((await tx.findRole(name)) !== null) return roleNameTaken(name);
  if ((await tx.countRoles()) >= MAXIMUM_COUNT) return tooMany();
  const refusal = (await refuseUnknown(permissions, tx)) ?? refuse(permissions);
  if (refusal !== null) return refusal;
  await tx.insertRole(role);
  const after = { description, permissions };
  await record({ action: 'ROLE_CREATED', roleName: name, before: null, after });
  return { __typename: 'CreateRoleSuccess', role: { name } };
}

async function updateRole(
  { name, description, permissions }: z.output<typeof roleUpdate>,
  { tx, refuse, record }: AccessEditor,
): Promise<UpdateRoleOutcome> {
  const role = await findRole(name, tx);
  if (role === null) return roleNotFound(name);
  if (name === ADMIN) return roleNotChangeable('Administrators hold every permission, always.');
  const before = stateOf(role);
  const after = {
    description: description ?? before.description,
    permissions: permissions ?? before.permissions,
  };
  const refusal =
    (await refuseUnknown(after.permissions, tx)) ??
    refuse(difference(before.permissions, after.permissions));
  if (refusal !== null) return refusal;
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    await tx.updateRole({ name, ...after });
    await record({ action: 'ROLE_UPDATED', roleName: name, before, after });
  }
  return { __typename: 'UpdateRoleSuccess', role: { name } };
}

async function findRole(name: string, tx: RolesTransaction): Promise<Role | null> {
  return isRoleName(name) ? tx.findRole(name) : null;
}

async function refuseUnknown(
  permissions: readonly string[],
  tx: RolesTransaction,
): Promise<InvalidInput | null> {
  const known = new Set(await tx.findPermissionNames(permissions));
  const unknown = permissions.filter((name) => !known.has(name));
  if (unknown.length === 0) return null;
  const message = `no such permission: ${unknown.join(', ')}`;
  return invalidInput([{ path: ['permissions'], message }]);
}

function tooMany(): InvalidInput {
  return invalidInput([{ path: [], message: `there are ${MAXIMUM_COUNT} roles already` }]);
}

function stateOf({ description, permissions }: Role): Required<Omit<AccessState, 'roles'>> {
  return { description, permissions: permissions.map(({ name }) => name) };
}

/** What is in one of them only. */
function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  return [
    ...one.filter((name) => !other.includes(name)),
    ...other.filter((name) => !one.includes(name)),
  ];
}
