import { buildSchema, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GraphsStore } from '../graphs/graphs-store.ts';
import type { VersionsStore } from './versions-store.ts';

const MOST_KEPT = 20;

/** The schema that clients see of a version, kept for those who ask for it next. */
export interface ReadSchema {
  /** By the hash of its text. */
  byHash(apiHash: string): Promise<GraphQLSchema>;
  /** That of a variant's current version; null when it has none. */
  current(ref: string): Promise<GraphQLSchema | null>;
}

export function createReadSchema(parts: {
  graphs: GraphsStore;
  versions: VersionsStore;
}): ReadSchema {
  const { graphs, versions } = parts;
  const schemas = new LRUCache<string, GraphQLSchema>({ max: MOST_KEPT });

  async function byHash(apiHash: string): Promise<GraphQLSchema> {
    const known = schemas.get(apiHash);
    if (known !== undefined) return known;
    const [found] = await versions.listTexts([apiHash]);
    if (found === undefined) throw new Error(`There is no text ${apiHash}.`);
    const schema = buildSchema(found.text, { assumeValidSDL: true, noLocation: true });
    schemas.set(apiHash, schema);
    return schema;
  }

  return {
    byHash,
    async current(ref) {
      const variant = await graphs.findVariant(ref);
      if (variant?.current == null) return null;
      const version = await versions.find(ref, variant.current);
      return version && byHash(version.apiHash);
    },
  };
}
