import type { Prisma, PrismaClient } from '@causeway/identity-db';
import { findPermissionsOf } from '../roles/roles-transaction-store.ts';
import type { ServiceAccount } from './service-account.ts';

const COLUMNS = {
  id: true,
  name: true,
  createdById: true,
  createdAt: true,
  scopes: { select: { permissionName: true }, orderBy: { permissionName: 'asc' } },
  secrets: {
    select: { id: true, createdAt: true, expiresAt: true, lastUsedAt: true },
    orderBy: { id: 'asc' },
  },
} as const satisfies Prisma.ServiceAccountSelect;

export interface NewServiceAccount {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdById: string;
  readonly createdAt: Date;
}

export interface NewSecret {
  readonly secretHash: Uint8Array<ArrayBuffer>;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface ServiceAccountsStore {
  /** Returns accounts in the order in which they were made; `after` is an id, or null. */
  list(listing: { after: string | null; limit: number }): Promise<readonly ServiceAccount[]>;
  /** Runs `work` in a transaction. */
  change<T>(work: (tx: ServiceAccountsTransaction) => Promise<T>): Promise<T>;
}

export interface ServiceAccountsTransaction {
  /** The scopes that the session's user has now, whatever their token says; none if it has ended. */
  findScopesOfSession(sessionId: string): Promise<ReadonlySet<string>>;
  create(account: NewServiceAccount, secret: NewSecret): Promise<ServiceAccount>;
  /** Finds the account and locks it against every other change. */
  lock(id: string): Promise<ServiceAccount | null>;
  /** Adds a secret, and deletes those that have expired. */
  addSecret(id: string, secret: NewSecret): Promise<ServiceAccount>;
  /** Returns the account without the secret; null when it has none with this id. */
  deleteSecret(id: string, secretId: string): Promise<ServiceAccount | null>;
  delete(id: string): Promise<void>;
}

export function createServiceAccountsStore(prisma: PrismaClient): ServiceAccountsStore {
  return {
    async list({ after, limit }) {
      const rows = await prisma.serviceAccount.findMany({
        ...(after !== null && { where: { id: { gt: after } } }),
        orderBy: { id: 'asc' },
        take: limit,
        select: COLUMNS,
      });
      return rows.map(toServiceAccount);
    },
    change: (work) => prisma.$transaction((tx) => work(transactionOn(tx))),
  };
}

function transactionOn(tx: Prisma.TransactionClient): ServiceAccountsTransaction {
  const get = async (id: string) =>
    toServiceAccount(await tx.serviceAccount.findUniqueOrThrow({ where: { id }, select: COLUMNS }));
  return {
    findScopesOfSession: async (sessionId) => new Set(await findPermissionsOf(tx, sessionId)),
    async create({ scopes, ...account }, secret) {
      const row = await tx.serviceAccount.create({
        data: {
          ...account,
          scopes: { create: scopes.map((permissionName) => ({ permissionName })) },
          secrets: { create: secret },
        },
        select: COLUMNS,
      });
      return toServiceAccount(row);
    },
    async lock(id) {
      const found = await tx.$executeRaw`
        SELECT 1 FROM service_account WHERE id = ${id}::uuid FOR UPDATE`;
      return found === 0 ? null : get(id);
    },
    async addSecret(id, secret) {
      await tx.serviceAccountSecret.deleteMany({
        where: { serviceAccountId: id, expiresAt: { lte: secret.createdAt } },
      });
      await tx.serviceAccountSecret.create({
        data: { ...secret, serviceAccountId: id },
        select: { id: true },
      });
      return get(id);
    },
    async deleteSecret(id, secretId) {
      const { count } = await tx.serviceAccountSecret.deleteMany({
        where: { id: secretId, serviceAccountId: id },
      });
      return count === 0 ? null : get(id);
    },
    async delete(id) {
      await tx.serviceAccount.deleteMany({ where: { id } });
    },
  };
}

function toServiceAccount({
  scopes,
  ...account
}: Prisma.ServiceAccountGetPayload<{ select: typeof COLUMNS }>): ServiceAccount {
  return { ...account, scopes: scopes.map(({ permissionName }) => permissionName) };
}
