import type { AuditEntry, AuditOutcome, Prisma, PrismaClient } from '@causeway/registry-db';

export type AuditStore = ReturnType<typeof createAuditStore>;

/** An entry before it has its number. */
export interface NewAuditEntry {
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly graph: string;
  readonly ref: string | null;
  readonly outcome: AuditOutcome;
  readonly summary: string;
}

export function createAuditStore(client: PrismaClient) {
  return {
    async append(entry: NewAuditEntry): Promise<void> {
      await appendAuditEntry(client, entry);
    },

    /** Newest first, from before the entry `before`. */
    async list(graph: string, page: { before: bigint | null; limit: number }) {
      const { before, limit } = page;
      return client.auditEntry.findMany({
        where: { graphName: graph, ...(before !== null && { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: limit,
      }) satisfies Promise<AuditEntry[]>;
    },
  };
}

/** Also for transactions of others, whose change and its entry are one. */
export async function appendAuditEntry(
  client: PrismaClient | Prisma.TransactionClient,
  { graph: graphName, ...entry }: NewAuditEntry,
): Promise<void> {
  await client.auditEntry.create({ data: { ...entry, graphName } });
}
