import type { Prisma } from '@causeway/identity-db';
import type { AccessChange } from './access-change.ts';
import type { Permission, Role } from './role.ts';

interface NewRole {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

/** Within a transaction in which nobody else changes who may do what. */
export interface RolesTransaction {
  /** What the user of a session may do now, whatever their token says; nothing when it has ended. */
  findPermissionsOf(sessionId: string): Promise<readonly string[]>;
  userExists(userId: string): Promise<boolean>;
  /** In alphabetical order. */
  findRolesOf(userId: string): Promise<readonly string[]>;
  /** Whether a user other than this one holds the role. */
  isHeldByAnother(role: string, userId: string): Promise<boolean>;
  addRole(userId: string, role: string): Promise<void>;
  removeRole(userId: string, role: string): Promise<void>;

  findRole(name: string): Promise<Role | null>;
  countRoles(): Promise<number>;
  countHolders(role: string): Promise<number>;
  insertRole(role: NewRole): Promise<void>;
  updateRole(role: NewRole): Promise<void>;
  deleteRole(name: string): Promise<void>;

  findPermission(name: string): Promise<Permission | null>;
  /** Which of the names are those of permissions. */
  findPermissionNames(names: readonly string[]): Promise<readonly string[]>;
  findRolesWith(permission: string): Promise<readonly string[]>;
  countPermissions(): Promise<number>;
  /** Gives it to a role as well. */
  insertPermission(permission: Permission, role: string): Promise<void>;
  /** Takes it from all roles first. */
  deletePermission(name: string): Promise<void>;

  record(
    change: AccessChange & {
      readonly actorId: string;
      readonly at: Date;
      readonly requestId: string;
    },
  ): Promise<void>;
}

export function rolesTransaction(tx: Prisma.TransactionClient): RolesTransaction {
  return { ...assignments(tx), ...roles(tx), ...permissions(tx), ...audit(tx) };
}

function assignments(tx: Prisma.TransactionClient) {
  return {
    findPermissionsOf: (sessionId) => findPermissionsOf(tx, sessionId),
    async userExists(userId) {
      return (await tx.user.findUnique({ where: { id: userId }, select: { id: true } })) !== null;
    },
    async findRolesOf(userId) {
      const held = await tx.userRole.findMany({
        where: { userId },
        orderBy: { roleName: 'asc' },
        select: { roleName: true },
      });
      return held.map(({ roleName }) => roleName);
    },
    async isHeldByAnother(role, userId) {
      const holder = await tx.userRole.findFirst({
        where: { roleName: role, userId: { not: userId } },
        select: { userId: true },
      });
      return holder !== null;
    },
    async addRole(userId, role) {
      await tx.userRole.createMany({ data: [{ userId, roleName: role }] });
    },
    async removeRole(userId, role) {
      await tx.userRole.deleteMany({ where: { userId, roleName: role } });
    },
  } satisfies Partial<RolesTransaction>;
}

function roles(tx: Prisma.TransactionClient) {
  return {
    async findRole(name) {
      const [role] = await findRoles(tx, { where: { name } });
      return role ?? null;
    },
    countRoles: () => tx.role.count(),
    countHolders: (role) => tx.userRole.count({ where: { roleName: role } }),
    async insertRole({ permissions: names, ...role }) {
      await tx.role.createMany({ data: [role] });
      await grant(tx, role.name, names);
    },
    async updateRole({ name, description, permissions: names }) {
      await tx.role.updateMany({ where: { name }, data: { description } });
      await tx.rolePermission.deleteMany({ where: { roleName: name } });
      await grant(tx, name, names);
    },
    async deleteRole(name) {
      await tx.rolePermission.deleteMany({ where: { roleName: name } });
      await tx.role.deleteMany({ where: { name } });
    },
  } satisfies Partial<RolesTransaction>;
}

function permissions(tx: Prisma.TransactionClient) {
  return {
    findPermission: (name) => tx.permission.findUnique({ where: { name } }),
    async findPermissionNames(names) {
      const rows = await tx.permission.findMany({
        where: { name: { in: [...names] } },
        select: { name: true },
      });
      return rows.map(({ name }) => name);
    },
    async findRolesWith(permission) {
      const rows = await tx.rolePermission.findMany({
        where: { permissionName: permission },
        orderBy: { roleName: 'asc' },
        select: { roleName: true },
      });
      return rows.map(({ roleName }) => roleName);
    },
    countPermissions: () => tx.permission.count(),
    async insertPermission(permission, role) {
      await tx.permission.createMany({ data: [permission] });
      await grant(tx, role, [permission.name]);
    },
    async deletePermission(name) {
      await tx.rolePermission.deleteMany({ where: { permissionName: name } });
      await tx.permission.deleteMany({ where: { name } });
    },
  } satisfies Partial<RolesTransaction>;
}

function audit(tx: Prisma.TransactionClient) {
  return {
    async record({ before, after, ...change }) {
      await tx.accessChange.createMany({
        data: [
          {
            ...change,
            // A copy: its type has to be one that anything may be put into.
            ...(before !== null && { before: { ...before } as Prisma.InputJsonObject }),
            ...(after !== null && { after: { ...after } as Prisma.InputJsonObject }),
          },
        ],
      });
    },
  } satisfies Partial<RolesTransaction>;
}

async function grant(
  tx: Prisma.TransactionClient,
  roleName: string,
  names: readonly string[],
): Promise<void> {
  const data = names.map((permissionName) => ({ roleName, permissionName }));
  await tx.rolePermission.createMany({ data });
}

/** Reads what the user of a session may do now, by name; nothing when the session has ended. */
export async function findPermissionsOf(
  tx: Prisma.TransactionClient,
  sessionId: string,
): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT given.permission_name AS name
    FROM session
    JOIN user_role held ON held.user_id = session.user_id
    JOIN role_permission given ON given.role_name = held.role_name
    WHERE session.id = ${sessionId}::uuid AND session.revoked_at IS NULL`;
  return rows.map(({ name }) => name);
}

/** Reads roles with their permissions, by name, within a transaction or without. */
export async function findRoles(
  client: Prisma.TransactionClient,
  which: Pick<Prisma.RoleFindManyArgs, 'where' | 'orderBy' | 'take'>,
): Promise<readonly Role[]> {
  const rows = await client.role.findMany({
    ...which,
    include: {
      permissions: { select: { permission: true }, orderBy: { permissionName: 'asc' } },
    },
  });
  return rows.map(({ permissions, ...role }) => ({
    ...role,
    permissions: permissions.map(({ permission }) => permission),
  }));
}
