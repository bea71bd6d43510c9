import type { PrismaClient } from '@causeway/registry-db';
import type { PublishedSubgraph } from '../publishing/published-subgraph.ts';
import type { Version } from './version.ts';

export type VersionsStore = ReturnType<typeof createVersionsStore>;

/** A version by its place. */
export interface VersionKey {
  readonly ref: string;
  readonly number: number;
}

export function createVersionsStore(client: PrismaClient) {
  return {
    async find(ref: string, number: number): Promise<Version | null> {
      return client.version.findUnique({ where: { ref_number: { ref, number } } });
    },

    /** Those of `keys` that there are, in no order. */
    async listByKeys(keys: readonly VersionKey[]): Promise<readonly Version[]> {
      return client.version.findMany({
        where: { OR: keys.map(({ ref, number }) => ({ ref, number })) },
      });
    },

    /** Newest first, from before the version `before`. */
    async list(ref: string, page: { before: number | null; limit: number }) {
      const { before, limit } = page;
      return client.version.findMany({
        where: { ref, ...(before !== null && { number: { lt: before } }) },
        orderBy: { number: 'desc' },
        take: limit,
      }) satisfies Promise<Version[]>;
    },

    /** What versions were composed of, each with the number of its version, by name. */
    async listSubgraphs(
      keys: readonly VersionKey[],
    ): Promise<readonly { readonly key: VersionKey; readonly subgraph: PublishedSubgraph }[]> {
      const rows = await client.versionSubgraph.findMany({
        where: { OR: keys.map(({ ref, number }) => ({ ref, number })) },
        include: { publish: true },
        orderBy: { publish: { name: 'asc' } },
      });
      return rows.map(({ ref, number, publish }) => ({ key: { ref, number }, subgraph: publish }));
    },

    /** Texts by their hashes. */
    async listTexts(hashes: readonly string[]) {
      return client.schemaText.findMany({ where: { hash: { in: [...hashes] } } });
    },
  };
}
