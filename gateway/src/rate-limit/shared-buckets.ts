import type { RedisConnection } from '../caching/connect-to-redis.ts';
import type { LocalBuckets, TokenBuckets } from './local-buckets.ts';
import { describeTaken } from './token-bucket.ts';

/**
 * Takes tokens as token-bucket.ts does, at once for all gateways and by the clock of Redis. The key holds when
 * the bucket is full again, and is gone from then on.
 */
const TAKE_TOKENS = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local capacity, charge = tonumber(ARGV[1]), tonumber(ARGV[2])
local full_at = tonumber(redis.call('GET', KEYS[1]) or now) or now
local before = math.max(full_at - now, 0)
local after = before + charge
if after > capacity then return { after - capacity, before } end
redis.call('SET', KEYS[1], string.format('%.0f', now + after), 'PX', math.ceil(after / 1000))
return { 0, after }
`;

interface TakesTokens {
  takeTokens(
    key: string,
    capacityUs: number,
    chargeUs: number,
  ): Promise<[waitUs: number, debtUs: number]>;
}

/**
 * Buckets that all gateways on a Redis share, in one round trip. What was last heard of each is kept in
 * `local`: a bucket that cannot have enough tokens yet is not asked for, so that a flood does not reach
 * Redis. While Redis cannot be asked, `onUnavailable` is called, which may throw, and `local` decides.
 */
export function createSharedBuckets(
  { client }: RedisConnection,
  { local, onUnavailable }: { local: LocalBuckets; onUnavailable: () => void },
): TokenBuckets {
  client.defineCommand('takeTokens', { numberOfKeys: 1, lua: TAKE_TOKENS });
  const redis = client as typeof client & TakesTokens;

  return {
    async take(key, bucket, tokens) {
      const refusal = local.findRefusal(key, bucket, tokens);
      if (refusal !== null) return refusal;
      const answer = await ask(key, bucket.capacityUs, tokens * bucket.tokenUs);
      if (answer === null) {
        onUnavailable();
        return local.take(key, bucket, tokens);
      }
      const [waitUs, debtUs] = answer;
      local.note(key, debtUs);
      return describeTaken(bucket, { waitUs, debtUs });
    },
  };

  /** Null when Redis is away, or does not answer in time; the connection logs that. */
  async function ask(
    key: string,
    capacityUs: number,
    chargeUs: number,
  ): Promise<[waitUs: number, debtUs: number] | null> {
    if (redis.status !== 'ready') return null;
    try {
      return await redis.takeTokens(key, capacityUs, chargeUs);
    } catch {
      return null;
    }
  }
}
