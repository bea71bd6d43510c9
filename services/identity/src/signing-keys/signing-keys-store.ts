import type { Prisma, PrismaClient } from '@causeway/identity-db';
import type { PublicSigningJwk, StoredSigningKey } from './signing-key.ts';

/** Any number, the same in every process: it names the lock under which the keys change. */
const SIGNING_KEYS_LOCK = 7_203_190_117;

export interface SigningKeysStore {
  listKeys(): Promise<readonly StoredSigningKey[]>;
  /** Runs `work` in a transaction that no other process's change can overlap. */
  changeKeys<T>(work: (tx: SigningKeysTransaction) => Promise<T>): Promise<T>;
}

interface SigningKeysTransaction {
  listKeys(): Promise<readonly StoredSigningKey[]>;
  addKey(key: StoredSigningKey): Promise<void>;
  /** Sets the end of every key that has none yet. */
  retireAll(retiresAt: Date): Promise<void>;
  deleteRetired(now: Date): Promise<void>;
}

export function createSigningKeysStore(prisma: PrismaClient): SigningKeysStore {
  return {
    listKeys: () => listKeys(prisma),
    changeKeys: (work) =>
      prisma.$transaction(async (tx) => {
        // Released when the transaction ends, also when its process dies.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SIGNING_KEYS_LOCK}::bigint)`;
        return work(signingKeysTransaction(tx));
      }),
  };
}

function signingKeysTransaction(tx: Prisma.TransactionClient): SigningKeysTransaction {
  return {
    listKeys: () => listKeys(tx),
    async addKey({ publicJwk, ...key }) {
      await tx.signingKey.create({ data: { ...key, publicJwk: { ...publicJwk } } });
    },
    async retireAll(retiresAt) {
      await tx.signingKey.updateMany({ where: { retiresAt: null }, data: { retiresAt } });
    },
    async deleteRetired(now) {
      await tx.signingKey.deleteMany({ where: { retiresAt: { lte: now } } });
    },
  };
}

async function listKeys(client: Prisma.TransactionClient): Promise<readonly StoredSigningKey[]> {
  const rows = await client.signingKey.findMany({ orderBy: { activeFrom: 'desc' } });
  return rows.map(({ publicJwk, ...row }) => ({
    ...row,
    // Only `addKey` writes this column.
    publicJwk: publicJwk as unknown as PublicSigningJwk,
  }));
}
