import { createHash } from 'node:crypto';
import type { RedisConnection } from '../../caching/connect-to-redis.ts';
import type { OwnQueryStore, QueryStore } from './query-store.ts';

const keyOf = (hash: string) => `query:${hash}`;

/**
 * Shares texts with other gateways by Redis; `own` is asked first, and keeps what came from there. While Redis
 * is away, what only others know is not found: clients send it again.
 */
export function shareQueries(
  own: OwnQueryStore,
  { client }: RedisConnection,
  { ttlMs }: { ttlMs: number },
): QueryStore {
  return {
    find: (hash) => own.find(hash) ?? findShared(hash),
    keep(hash, text) {
      own.keep(hash, text);
      // What is too long for one is for all.
      if (own.find(hash) === null) return;
      client.set(keyOf(hash), text, 'PX', ttlMs).catch(() => undefined);
    },
  };

  async function findShared(hash: string): Promise<string | null> {
    const text = await client.get(keyOf(hash)).catch(() => null);
    // Others write there, too: a text is what its hash says, or nothing.
    if (text === null || createHash('sha256').update(text).digest('hex') !== hash) return null;
    own.keep(hash, text);
    return text;
  }
}
