import { LRUCache } from 'lru-cache';

/** Where the texts of automatically persisted queries are kept, by their SHA-256 in hex. */
export interface QueryStore {
  /** The text of a hash; null when there is none, or none can be had at the moment. */
  find(hash: string): string | null | Promise<string | null>;
  /** Keeps a text for a while. Whether it comes to be kept is not for the request to wait for. */
  keep(hash: string, text: string): void;
}

/** One that has its answer at once. */
export interface OwnQueryStore extends QueryStore {
  find(hash: string): string | null;
}

/** What is kept beside the characters of a text. */
const OVERHEAD_BYTES = 512;
/** No one text takes more of the room than this part of it. */
const LARGEST_SHARE = 1 / 16;

/** Keeps texts in this process: those that were asked for last, within `maxBytes`, for `ttlMs` each. */
export function createMemoryQueryStore(options: {
  maxBytes: number;
  ttlMs: number;
}): OwnQueryStore {
  const { maxBytes, ttlMs } = options;
  const texts = new LRUCache<string, string>({
    maxSize: maxBytes,
    maxEntrySize: Math.ceil(maxBytes * LARGEST_SHARE),
    // V8 keeps a character in one byte or in two.
    sizeCalculation: (text) => 2 * text.length + OVERHEAD_BYTES,
    ttl: ttlMs,
    updateAgeOnGet: true,
  });
  return {
    find: (hash) => texts.get(hash) ?? null,
    keep: (hash, text) => void texts.set(hash, text),
  };
}
