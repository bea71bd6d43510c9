import type { UserPrincipal } from '@causeway/subgraph-kit';
import type { TestService } from '../use-identity.ts';

const ROLE = 'role { name description isBuiltIn permissions { name } }';
const FAILURES = `... on Failure {
  message
  ... on InvalidInput { fields { path message } }
  ... on RoleInUse { users }
  ... on PermissionsNotHeld { permissions }
  ... on PermissionNotDeletable { roles }
}`;

/** What the success of each mutation shows. */
const SHOWN = {
  createRole: ROLE,
  updateRole: ROLE,
  deleteRole: 'name',
  createPermission: 'permission { name description isBuiltIn }',
  deletePermission: 'name',
  assignRole: 'user { id }',
  revokeRole: 'user { id }',
} as const;

/** Changes who may do what, as one person: each returns the result, or the code of an error. */
export function changeAccessAs(service: TestService, principal?: UserPrincipal) {
  async function mutate(field: keyof typeof SHOWN, input: Record<string, unknown>) {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    const { body } = await service.send(
      `mutation ($input: ${type}Input!) {
        ${field}(input: $input) {
          __typename
          ... on ${type}Success { ${SHOWN[field]} }
          ${FAILURES}
        }
      }`,
      { input },
      principal,
    );
    return body.errors === undefined ? body.data[field] : body.errors[0]?.extensions?.code;
  }
  return {
    createRole: (name: string, permissions: readonly string[], description = '') =>
      mutate('createRole', { name, permissions, description }),
    updateRole: (name: string, change: { permissions?: readonly string[]; description?: string }) =>
      mutate('updateRole', { name, ...change }),
    deleteRole: (name: string) => mutate('deleteRole', { name }),
    createPermission: (name: string, description = '') =>
      mutate('createPermission', { name, description }),
    deletePermission: (name: string) => mutate('deletePermission', { name }),
    assignRole: (userId: string, role: string) => mutate('assignRole', { userId, role }),
    revokeRole: (userId: string, role: string) => mutate('revokeRole', { userId, role }),
  };
}
