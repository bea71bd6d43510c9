import type { PrismaClient } from '@causeway/registry-db';
import type { Graph, Variant } from './graph.ts';

export type GraphsStore = ReturnType<typeof createGraphsStore>;

export function createGraphsStore(client: PrismaClient) {
  return {
    /** All of `names`, or all there are, by name. */
    async list(names: readonly string[] | null): Promise<readonly Graph[]> {
      return client.graph.findMany({
        ...(names !== null && { where: { name: { in: [...names] } } }),
        orderBy: { name: 'asc' },
      });
    },

    async find(name: string): Promise<Graph | null> {
      return client.graph.findUnique({ where: { name } });
    },

    /** Null when there is one of that name. */
    async create(name: string): Promise<Graph | null> {
      const { count } = await client.graph.createMany({ data: [{ name }], skipDuplicates: true });
      return count === 0 ? null : { name };
    },

    async listVariants(graphName: string): Promise<readonly Variant[]> {
      return client.variant.findMany({ where: { graphName }, orderBy: { name: 'asc' } });
    },

    async countVariants(graphName: string): Promise<number> {
      return client.variant.count({ where: { graphName } });
    },

    async findVariant(ref: string): Promise<Variant | null> {
      return client.variant.findUnique({ where: { ref } });
    },
  };
}
