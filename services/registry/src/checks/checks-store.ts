import type { Check as CheckRow, Prisma, PrismaClient } from '@causeway/registry-db';
import type { Check, CheckResult, CheckSubject } from './check.ts';

export type ChecksStore = ReturnType<typeof createChecksStore>;

export function createChecksStore(client: PrismaClient) {
  return {
    async create(about: CheckSubject, result: CheckResult): Promise<Check> {
      const json = result as unknown as Prisma.InputJsonObject;
      return checkOf(await client.check.create({ data: { ...about, result: json } }));
    },

    async find(ref: string, id: bigint): Promise<Check | null> {
      const row = await client.check.findFirst({ where: { ref, id } });
      return row && checkOf(row);
    },

    /** Newest first, from before the check `before`. */
    async list(ref: string, page: { before: bigint | null; limit: number }) {
      const { before, limit } = page;
      const rows = await client.check.findMany({
        where: { ref, ...(before !== null && { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(checkOf);
    },
  };
}

function checkOf({ result, ...row }: CheckRow): Check {
  return { ...row, ...(result as unknown as CheckResult) };
}
