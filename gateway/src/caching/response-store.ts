import { LRUCache } from 'lru-cache';

/** An answer that may be given again. */
export interface KeptResponse {
  /** The body, as the subgraph wrote it. */
  readonly text: string;
  /** For how long from now. */
  readonly freshForMs: number;
}

/** Keeps answers while they are fresh, by keys that say all they depend on. */
export interface ResponseStore {
  find(key: string): Promise<KeptResponse | null>;
  keep(key: string, response: KeptResponse): void;
}

/** The store of one process, whose answers are at hand at once. */
export interface OwnResponseStore extends ResponseStore {
  /** False when it is too long to be kept. */
  hasRoomFor(text: string): boolean;
}

/** Of a store, one answer takes this part at most. */
const SHARE_OF_ONE = 1 / 16;

/** In memory; what was asked for least goes first. */
export function createResponseStore({ maxBytes }: { maxBytes: number }): OwnResponseStore {
  const maxEntrySize = Math.floor(maxBytes * SHARE_OF_ONE);
  const texts = new LRUCache<string, string>({
    maxSize: maxBytes,
    maxEntrySize,
    sizeCalculation: sizeOf,
  });
  return {
    async find(key) {
      const text = texts.get(key);
      return text === undefined ? null : { text, freshForMs: texts.getRemainingTTL(key) };
    },
    keep(key, { text, freshForMs }) {
      texts.set(key, text, { ttl: freshForMs });
    },
    hasRoomFor: (text) => sizeOf(text, '') <= maxEntrySize,
  };
}

/** At most: text that is all Latin takes half of it. */
function sizeOf(text: string, key: string): number {
  return 2 * (text.length + key.length) + 1;
}
