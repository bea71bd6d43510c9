import type { PrismaClient } from '@causeway/registry-db';
import type { GraphRef } from '../references/graph-ref.ts';
import type { Contract } from './contract.ts';

export type ContractsStore = ReturnType<typeof createContractsStore>;

export function createContractsStore(client: PrismaClient) {
  return {
    async find(ref: string): Promise<Contract | null> {
      return client.contract.findUnique({ where: { ref } });
    },

    async listOfSource(sourceRef: string): Promise<readonly Contract[]> {
      return client.contract.findMany({ where: { sourceRef }, orderBy: { ref: 'asc' } });
    },

    async listAll(): Promise<readonly Contract[]> {
      return client.contract.findMany({ orderBy: { ref: 'asc' } });
    },

    /** Makes the variant if it is new. */
    async put({ ref, graph: graphName, variant: name }: GraphRef, contract: Contract) {
      const terms = {
        ...contract,
        includeTags: [...contract.includeTags],
        excludeTags: [...contract.excludeTags],
      };
      await client.$transaction([
        client.variant.createMany({ data: [{ ref, graphName, name }], skipDuplicates: true }),
        client.contract.upsert({ where: { ref }, create: terms, update: terms }),
      ]);
    },

    async noteProblem(ref: string, problem: string | null): Promise<void> {
      await client.contract.update({ where: { ref }, data: { problem } });
    },
  };
}
