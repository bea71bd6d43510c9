import type { RedisConnection } from '../../caching/connect-to-redis.ts';
import type {
  AskEndedSessions,
  EndedSessionsAnswer,
  EndedSessionsQuestion,
} from './ask-ended-sessions.ts';
import type { EndedSession } from './ended-sessions.ts';

/** More at once are asked for page by page. */
const MOST_READ = 10_000;
/** In the set as long as the sessions are: a Redis that evicts takes the set whole, and must not seem to know of none. */
const MARK = '';
/** Longer than any access token lives; the sessions themselves go when their tokens have expired. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Adds what an issuer told after ARGV[1], with the cursor ARGV[2] to go on from. `from` says since when the
 * sessions there are without a gap: somewhere else than before if the last answer here is older, or the
 * sessions were evicted. The rest of a list (ARGV[5]) is of no use without its beginning.
 */
const ADD_ENDED = `
local after, cursor, now, kept_ms, is_rest = unpack(ARGV)
local known = redis.call('ZSCORE', KEYS[1], '') and redis.call('HGET', KEYS[2], 'cursor')
if not known and is_rest == '1' then return end
if not known or tonumber(after) > tonumber(known) then redis.call('HSET', KEYS[2], 'from', after) end
if not known or tonumber(cursor) > tonumber(known) then redis.call('HSET', KEYS[2], 'cursor', cursor) end
for index = 6, #ARGV, 2 do redis.call('ZADD', KEYS[1], ARGV[index], ARGV[index + 1]) end
redis.call('ZADD', KEYS[1], '+inf', '')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('PEXPIRE', KEYS[1], kept_ms)
redis.call('PEXPIRE', KEYS[2], kept_ms)
`;
/** Lua takes no more arguments at once. */
const MOST_ADDED = 1_000;

interface AddsEnded {
  addEnded(...keysAndArguments: (string | number)[]): Promise<void>;
}

/**
 * Has the gateways on a Redis take turns in asking an issuer, `turnMs` each, and read from Redis what the
 * others were told. While Redis is away, or has a gap, a gateway asks for itself: nothing is missed.
 */
export function shareEndedSessions(
  ask: AskEndedSessions,
  { redis, issuer, turnMs }: { redis: RedisConnection; issuer: string; turnMs: number },
): AskEndedSessions {
  redis.client.defineCommand('addEnded', { numberOfKeys: 2, lua: ADD_ENDED });
  const client = redis.client as typeof redis.client & AddsEnded;
  const key = `ended-sessions:${issuer}`;
  const [sessionsKey, stateKey, turnKey] = [key, `${key}:state`, `${key}:turn`] as const;

  return async (question) => {
    const told = question.page === null ? await readShared(question.after) : null;
    if (told !== null) return told;
    const answer = await ask(question);
    await addShared(question, answer);
    return answer;
  };

  /** Null when it is this gateway's turn, or what is there is not enough. */
  async function readShared(after: number | null): Promise<EndedSessionsAnswer | null> {
    if (after === null || client.status !== 'ready') return null;
    try {
      if ((await client.set(turnKey, 1, 'PX', turnMs, 'NX')) !== null) return null;
      const [from, cursor] = await client.hmget(stateKey, 'from', 'cursor');
      if (typeof from !== 'string' || Number(from) > after || Number(cursor) < after) return null;
      const most = ['LIMIT', 0, MOST_READ + 1] as const;
      const flat = await client.zrangebyscore(sessionsKey, after, '+inf', 'WITHSCORES', ...most);
      const sessions = pairs(flat);
      // Not the last: there are more. Not there: they were evicted.
      if (sessions.pop()?.id !== MARK) return null;
      return { cursor: Number(cursor), nextPage: null, sessions };
    } catch {
      return null;
    }
  }

  /** What cannot be written is missing there, and asked for by each: the next answer has a gap before it. */
  async function addShared(
    { after, page }: EndedSessionsQuestion,
    { cursor, nextPage, sessions }: EndedSessionsAnswer,
  ): Promise<void> {
    if (client.status !== 'ready') return;
    const now = Date.now();
    const from = after ?? 0;
    try {
      for (let start = 0; start === 0 || start < sessions.length; start += MOST_ADDED) {
        const added = sessions.slice(start, start + MOST_ADDED);
        // The cursor comes with the last of the list, or others would go on before the rest is there.
        const isLast = nextPage === null && start + MOST_ADDED >= sessions.length;
        const upTo = isLast ? cursor : from;
        const isRest = page === null && start === 0 ? 0 : 1;
        const pairsOf = added.flatMap(({ id, until }) => [until, id]);
        const told = [from, upTo, now, KEPT_MS, isRest, ...pairsOf];
        await client.addEnded(sessionsKey, stateKey, ...told);
      }
    } catch {
      // The connection has logged it.
    }
  }
}

function pairs(flat: readonly string[]): EndedSession[] {
  return Array.from({ length: flat.length / 2 }, (_, index) => ({
    id: String(flat[2 * index]),
    until: Number(flat[2 * index + 1]),
  }));
}
