import type { Prisma, PrismaClient } from '@causeway/identity-db';
import type { Role } from './role.ts';

export interface HeldRole {
  readonly userId: string;
  readonly roleName: string;
}

/** What a user may do: all roles, and the scopes they add up to, each in alphabetical order. */
export interface Access {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

export interface RolesStore {
  loadHeldRoles(userIds: readonly string[]): Promise<readonly HeldRole[]>;
  getAccess(userId: string): Promise<Access>;
  /** Runs `work` in a transaction; changes of roles wait for each other. */
  changeRoles<T>(work: (tx: RolesTransaction) => Promise<T>): Promise<T>;
}

export interface RolesTransaction {
  /** Whether the session still lives and its user has the scope now, whatever their token says. */
  sessionHasScope(sessionId: string, scope: string): Promise<boolean>;
  userExists(userId: string): Promise<boolean>;
  /** Whether a user other than this one holds the role. */
  isHeldByAnother(role: Role, userId: string): Promise<boolean>;
  /** Returns whether this changed anything. */
  addRole(userId: string, role: Role): Promise<boolean>;
  /** Returns whether this changed anything. */
  removeRole(userId: string, role: Role): Promise<boolean>;
}

export function createRolesStore(prisma: PrismaClient): RolesStore {
  return {
    loadHeldRoles: (userIds) =>
      prisma.userRole.findMany({
        where: { userId: { in: [...userIds] } },
        orderBy: { roleName: 'asc' },
        select: { userId: true, roleName: true },
      }),

    getAccess: (userId) => getAccess(prisma, userId),

    changeRoles: (work) =>
      prisma.$transaction(async (tx) => {
        // One row stands for all: whether someone is the last administrator must not change meanwhile.
        await tx.$executeRaw`SELECT 1 FROM role WHERE name = 'admin' FOR NO KEY UPDATE`;
        return work(rolesTransaction(tx));
      }),
  };
}

/** Reads what a user may do, with one statement, within a transaction or without. */
export async function getAccess(client: Prisma.TransactionClient, userId: string): Promise<Access> {
  const rows = await client.$queryRaw<{ roleName: string; permissionName: string | null }[]>`
    SELECT held.role_name AS "roleName", given.permission_name AS "permissionName"
    FROM user_role held
    LEFT JOIN role_permission given ON given.role_name = held.role_name
    WHERE held.user_id = ${userId}::uuid`;
  return {
    roles: distinct(rows.map(({ roleName }) => roleName)),
    scopes: distinct(rows.flatMap(({ permissionName }) => permissionName ?? [])),
  };
}

function rolesTransaction(tx: Prisma.TransactionClient): RolesTransaction {
  return {
    async sessionHasScope(sessionId, scope) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1
        FROM session
        JOIN user_role held ON held.user_id = session.user_id
        JOIN role_permission given ON given.role_name = held.role_name
        WHERE session.id = ${sessionId}::uuid
          AND session.revoked_at IS NULL
          AND given.permission_name = ${scope}
        LIMIT 1`;
      return rows.length > 0;
    },
    async userExists(userId) {
      return (await tx.user.findUnique({ where: { id: userId }, select: { id: true } })) !== null;
    },
    async isHeldByAnother(role, userId) {
      const holder = await tx.userRole.findFirst({
        where: { roleName: role, userId: { not: userId } },
        select: { userId: true },
      });
      return holder !== null;
    },
    async addRole(userId, role) {
      const { count } = await tx.userRole.createMany({
        data: [{ userId, roleName: role }],
        skipDuplicates: true,
      });
      return count > 0;
    },
    async removeRole(userId, role) {
      const { count } = await tx.userRole.deleteMany({ where: { userId, roleName: role } });
      return count > 0;
    },
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
