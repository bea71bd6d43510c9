import { createHash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, printSchema } from 'graphql';
import { LRUCache } from 'lru-cache';

/** As Apollo Server's own store. */
const MOST_BYTES = 30 * 1_024 * 1_024;
/** What a parsed document takes in memory for each character of its text, its tokens among it. */
const BYTES_PER_CHARACTER = 64;

/** Documents that were found valid for a schema, where Apollo Server looks for them: its `documentStore`. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Keeps a document that was validated beforehand, by the SHA-256 of its text. */
  keep(schema: GraphQLSchema, queryHash: string, document: DocumentNode): void;
  /** Lets go what is valid for other schemas. */
  forgetAllBut(schema: GraphQLSchema): void;
}

export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: MOST_BYTES,
    sizeCalculation: (document, key) =>
      key.length + BYTES_PER_CHARACTER * (document.loc?.end ?? 0) + 1,
  });
  const prefixes = new WeakMap<GraphQLSchema, string>();

  return {
    get: async (key) => documents.get(key),
    async set(key, document) {
      documents.set(key, document);
    },
    delete: async (key) => documents.delete(key),
    keep(schema, queryHash, document) {
      documents.set(prefixOf(schema) + queryHash, document);
    },
    forgetAllBut(schema) {
      const prefix = prefixOf(schema);
      for (const key of documents.keys()) if (!key.startsWith(prefix)) documents.delete(key);
    },
  };

  function prefixOf(schema: GraphQLSchema): string {
    const known = prefixes.get(schema);
    if (known !== undefined) return known;
    const prefix = prefixOfSchema(schema);
    prefixes.set(schema, prefix);
    return prefix;
  }
}

/**
 * What Apollo Server puts before the hash of a document's text. Were it to put something else there, what is
 * kept beforehand would not be found, and nothing else would go wrong.
 */
function prefixOfSchema(schema: GraphQLSchema): string {
  return `${createHash('sha256').update(printSchema(schema)).digest('hex')}:`;
}
