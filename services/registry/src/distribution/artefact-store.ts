import type { PrismaClient } from '@causeway/registry-db';

export type ArtefactStore = ReturnType<typeof createArtefactStore>;

/** What gateways fetch of a variant. */
export interface Artefact {
  readonly number: number;
  readonly hash: string;
}

export function createArtefactStore(client: PrismaClient) {
  return {
    /** The variant's current version; null when it has none, or is not there. */
    async findCurrent(ref: string): Promise<Artefact | null> {
      const [row] = await client.$queryRaw<Artefact[]>`
        SELECT version.number, version.supergraph_hash AS hash
        FROM variant JOIN version ON version.ref = variant.ref AND version.number = variant.current
        WHERE variant.ref = ${ref}`;
      return row ?? null;
    },

    async readText(hash: string): Promise<string> {
      const { text } = await client.schemaText.findUniqueOrThrow({ where: { hash } });
      return text;
    },
  };
}
