import type { RedisConnection } from './connect-to-redis.ts';
import type { KeptResponse, OwnResponseStore, ResponseStore } from './response-store.ts';

const redisKey = (key: string) => `response:${key}`;

/**
 * Shares answers with other gateways by Redis; `own` is asked first, and keeps what came from there. How long
 * an answer is fresh is told by Redis alone, so that clocks need not agree. While Redis is away, each gateway
 * goes on with what it has.
 */
export function shareResponses(own: OwnResponseStore, { client }: RedisConnection): ResponseStore {
  return {
    find: async (key) => (await own.find(key)) ?? (await findShared(key)),
    keep(key, response) {
      const { text, freshForMs } = response;
      own.keep(key, response);
      // What is too long for one is for all.
      if (!own.hasRoomFor(text)) return;
      client.set(redisKey(key), text, 'PX', Math.ceil(freshForMs)).catch(() => undefined);
    },
  };

  async function findShared(key: string): Promise<KeptResponse | null> {
    const [text, freshForMs] = await ask(redisKey(key));
    if (text === null || freshForMs <= 0) return null;
    const response = { text, freshForMs };
    own.keep(key, response);
    return response;
  }

  /** Nothing when Redis is away, or does not answer in time; the connection logs that. */
  async function ask(key: string): Promise<[text: string | null, freshForMs: number]> {
    if (client.status !== 'ready') return [null, 0];
    // In one round trip; an answer that ends between the two has no time left.
    return Promise.all([client.get(key), client.pttl(key)]).catch(() => [null, 0]);
  }
}
