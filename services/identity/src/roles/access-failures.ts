/** Why changes of who may do what do not happen, as their result unions name it. */

export function userNotFound() {
  return { __typename: 'UserNotFound', message: 'No user has this id.' } as const;
}

export function roleNotFound(role: string) {
  return { __typename: 'RoleNotFound', message: 'No role has this name.', role } as const;
}

export function roleNameTaken(name: string) {
  return { __typename: 'RoleNameTaken', message: `There is a role "${name}" already.` } as const;
}

export function roleNotChangeable(message: string) {
  return { __typename: 'RoleNotChangeable', message } as const;
}

export function roleInUse(users: number) {
  return {
    __typename: 'RoleInUse',
    message: `${users} ${users === 1 ? 'user holds' : 'users hold'} this role. Take it from them first.`,
    users,
  } as const;
}

export function permissionsNotHeld(permissions: readonly string[]) {
  return {
    __typename: 'PermissionsNotHeld',
    message: `You can neither give nor take what you do not hold: ${permissions.join(', ')}.`,
    permissions,
  } as const;
}

export function permissionNameTaken(name: string) {
  return {
    __typename: 'PermissionNameTaken',
    message: `There is a permission "${name}" already.`,
  } as const;
}

export function permissionNotFound() {
  return { __typename: 'PermissionNotFound', message: 'No permission has this name.' } as const;
}

export function permissionNotDeletable(roles: readonly string[]) {
  return {
    __typename: 'PermissionNotDeletable',
    message:
      roles.length === 0
        ? 'The services ask for this permission: it is built in.'
        : `These roles have the permission: ${roles.join(', ')}. Take it from them first.`,
    roles,
  } as const;
}

export function ownAdminRole() {
  return {
    __typename: 'OwnAdminRole',
    message: 'Another administrator has to take this role from you.',
  } as const;
}

export function lastAdminRole() {
  return {
    __typename: 'LastAdminRole',
    message: 'This is the last administrator. Give the role to someone else first.',
  } as const;
}
