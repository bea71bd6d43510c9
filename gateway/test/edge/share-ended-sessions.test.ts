import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { connectToRedis, type RedisConnection } from '../../src/caching/connect-to-redis.ts';
import type {
  AskEndedSessions,
  EndedSessionsAnswer,
} from '../../src/edge/ended-sessions/ask-ended-sessions.ts';
import { shareEndedSessions } from '../../src/edge/ended-sessions/share-ended-sessions.ts';
import { describeWithRedis } from '../support/use-redis.ts';

const KEY = 'ended-sessions:https://issuer.test';
const TURN = `${KEY}:turn`;
const HOUR_MS = 3_600_000;

describeWithRedis('what gateways tell one another of ended sessions', (redis) => {
  let connection: RedisConnection;
  /** Cursors are times to come, as the sessions' ends are. */
  const soon = Date.now() + HOUR_MS;
  const session = (id: string, afterMs: number) => ({ id, until: soon + afterMs });

  beforeAll(async () => {
    const logger = { info: vi.fn(), warn: vi.fn() };
    const address = { url: redis().url, keyPrefix: 'test:', deadlineMs: 10_000 };
    connection = await connectToRedis(address, logger);
    if (connection.client.status !== 'ready') await once(connection.client, 'ready');
  });
  afterAll(() => connection?.close());
  beforeEach(() => connection.client.flushall());

  const gateway = (ask: AskEndedSessions) =>
    shareEndedSessions(ask, { redis: connection, issuer: 'https://issuer.test', turnMs: HOUR_MS });

  /** A gateway whose turn it is, and that the issuer tells this. */
  async function tell(
    after: number | null,
    answer: EndedSessionsAnswer,
    page: string | null = null,
  ) {
    await connection.client.del(TURN);
    await gateway(async () => answer)({ after, page });
    await connection.client.set(TURN, 1);
  }

  /** A gateway whose turn it is not: what it reads, or null when it asks the issuer itself. */
  async function read(after: number): Promise<readonly string[] | null> {
    let isAsked = false;
    const { sessions } = await gateway(async () => {
      isAsked = true;
      return { cursor: soon, nextPage: null, sessions: [] };
    })({ after, page: null });
    return isAsked ? null : sessions.map(({ id }) => id);
  }

  const first = { cursor: soon, nextPage: null, sessions: [session('one', 10)] };
  const second = { cursor: soon + 20, nextPage: null, sessions: [session('two', 30)] };

  test('is read from there by the others', async () => {
    await tell(null, first);
    await tell(soon, second);
    expect(await read(soon)).toEqual(['one', 'two']);
    expect(await read(soon + 20)).toEqual(['two']);
  });

  test('is not believed to be nothing when Redis has evicted it', async () => {
    await tell(null, first);
    await connection.client.del(KEY);
    expect(await read(soon)).toBeNull();
  });

  test('is believed since it was evicted, by those who are no further behind', async () => {
    await tell(null, first);
    await connection.client.del(KEY);
    await tell(soon + 15, second);
    expect(await read(soon)).toBeNull();
    expect(await read(soon + 15)).toEqual(['two']);
  });

  test('is asked for where what it goes on from was evicted', async () => {
    await tell(null, first);
    await connection.client.del(`${KEY}:state`);
    expect(await read(soon)).toBeNull();
  });

  test('goes on for the others when the whole of a list is there', async () => {
    await tell(null, first);
    await tell(soon, { ...second, nextPage: 'more' });
    // As after the first: what they read again is what they go on from again.
    expect(await cursorOf()).toBe(soon);
    const rest = { ...second, sessions: [session('three', 30)] };
    await tell(soon, rest, 'more');
    expect(await cursorOf()).toBe(soon + 20);
    expect(await read(soon)).toEqual(['one', 'three', 'two']);
  });

  test('is not claimed when the beginning of a list was evicted before its rest was there', async () => {
    await tell(null, first);
    await tell(soon, { ...second, nextPage: 'more' });
    await connection.client.del(KEY);
    await tell(soon, second, 'more');
    expect(await read(soon)).toBeNull();
    await tell(soon, second);
    expect(await read(soon)).toEqual(['two']);
  });

  test('is asked for page by page when it is more than one read should bring', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => session(`s${index}`, 10));
    await tell(null, { ...first, sessions: many });
    expect(await read(soon)).toBeNull();
    await tell(null, { ...first, sessions: [] });
    expect(await read(soon + 11)).toBeNull();
  });

  const cursorOf = async () => Number(await connection.client.hget(`${KEY}:state`, 'cursor'));
});
