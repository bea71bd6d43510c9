import type { Prisma, PrismaClient } from '@causeway/identity-db';
import type { Permission, Role } from './role.ts';
import { findRoles, type RolesTransaction, rolesTransaction } from './roles-transaction-store.ts';

export type { RolesTransaction } from './roles-transaction-store.ts';

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
  /** Returns those that exist, in any order. */
  loadRoles(names: readonly string[]): Promise<readonly Role[]>;
  /** By name. */
  listRoles(limit: number): Promise<readonly Role[]>;
  /** By name. */
  listPermissions(limit: number): Promise<readonly Permission[]>;
  getAccess(userId: string): Promise<Access>;
  /** Runs `work` in a transaction; changes of roles wait for each other. */
  changeRoles<T>(work: (tx: RolesTransaction) => Promise<T>): Promise<T>;
}

export function createRolesStore(prisma: PrismaClient): RolesStore {
  return {
    loadHeldRoles: (userIds) =>
      prisma.userRole.findMany({
        where: { userId: { in: [...userIds] } },
        orderBy: { roleName: 'asc' },
        select: { userId: true, roleName: true },
      }),

    loadRoles: (names) => findRoles(prisma, { where: { name: { in: [...names] } } }),

    listRoles: (limit) => findRoles(prisma, { orderBy: { name: 'asc' }, take: limit }),

    listPermissions: (limit) =>
      prisma.permission.findMany({ orderBy: { name: 'asc' }, take: limit }),

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

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
