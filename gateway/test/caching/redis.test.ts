import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectToRedis, type RedisConnection } from '../../src/caching/connect-to-redis.ts';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';
import { describeWithRedis } from '../support/use-redis.ts';

const log: { message: string; redis?: unknown; reason?: unknown }[] = [];
const note = (fields: object, message: string) => void log.push({ message, ...fields });
const open: RedisConnection[] = [];

async function connect(url: string, keyPrefix = 'test:'): Promise<RedisConnection['client']> {
  const logger = { info: note, warn: note };
  const connection = await connectToRedis({ url, keyPrefix, deadlineMs: 2_000 }, logger);
  open.push(connection);
  return connection.client;
}

beforeEach(() => {
  log.length = 0;
});
afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

describeWithRedis('a connection to Redis', (redis) => {
  const connectAndWait = async (keyPrefix?: string) => {
    const client = await connect(redis().url, keyPrefix);
    await expect.poll(() => client.status).toBe('ready');
    return client;
  };

  test('puts the prefix before the names of keys', async () => {
    const client = await connectAndWait();
    await client.set('name', 'Ada');
    const other = await connectAndWait('');
    expect(await other.get('test:name')).toBe('Ada');
    expect(await other.get('name')).toBeNull();
  });

  test('refuses commands while Redis is away, and is there again by itself', async () => {
    const client = await connectAndWait();
    const host = new URL(redis().url).host;
    await redis().kill();
    await expect.poll(() => log.length).toBe(2);
    for (let sent = 0; sent < 3; sent += 1) await expect(client.get('name')).rejects.toThrow();
    await redis().start();
    await expect.poll(() => client.status).toBe('ready');
    expect(await client.get('name')).toBeNull();
    expect(log).toEqual([
      { message: 'redis is there', redis: host },
      { message: 'redis is away', redis: host, reason: expect.any(String) },
      { message: 'redis is there', redis: host },
    ]);
  });

  test('gives up what is not answered in time, and a server that hangs', async () => {
    const client = await connectAndWait();
    redis().freeze();
    try {
      await expect(client.get('name')).rejects.toThrow('Command timed out');
      await expect.poll(() => client.status).not.toBe('ready');
      await expect(client.get('name')).rejects.toThrow();
    } finally {
      redis().thaw();
    }
    await expect.poll(() => client.status).toBe('ready');
  });

  test('warns of one that evicts what it was given to keep, and of no other', async () => {
    const admin = await connectAndWait();
    const host = new URL(redis().url).host;
    const eviction = {
      message: 'redis evicts when it is full: set maxmemory-policy noeviction',
      ...{ redis: host, policy: 'allkeys-lru' },
    };
    const set = async (maxmemory: string, policy: string) => {
      await admin.config('SET', 'maxmemory', maxmemory);
      await admin.config('SET', 'maxmemory-policy', policy);
    };
    // What is sent at the connection is answered before what is sent after it.
    const connectAndAsk = async () => (await connectAndWait()).ping();
    try {
      await set('100mb', 'noeviction');
      await connectAndAsk();
      await set('0', 'allkeys-lru');
      await connectAndAsk();
      await set('100mb', 'allkeys-lru');
      await connectAndAsk();
      await expect.poll(() => log).toContainEqual(eviction);
      expect(log.filter(({ message }) => message === eviction.message)).toHaveLength(1);
    } finally {
      await set('0', 'noeviction');
    }
  });

  test('never logs a password', async () => {
    const admin = await connectAndWait();
    await admin.config('SET', 'requirepass', 'the-right-secret');
    await connect(redis().url.replace('//', '//:a-wrong-secret@'));
    await expect.poll(() => log.at(-1)?.message).toBe('redis is away');
    expect(log.at(-1)?.reason).toContain('WRONGPASS');
    expect(JSON.stringify(log)).not.toContain('secret');
    await admin.config('SET', 'requirepass', '');
  });
});

describe('where there is no Redis', () => {
  const nowhere = 'redis://127.0.0.1:1';
  const gateway = useGateway({ environment: () => ({ REDIS_URL: nowhere }) });

  test('the gateway starts and answers', async () => {
    const { body } = await sendOperation(gateway().url, { query: '{ people { name } }' });
    expect(body.errors).toBeUndefined();
  });

  test('commands are refused, and the log tells once', async () => {
    const client = await connect(nowhere);
    await expect.poll(() => log.length).toBe(1);
    await expect(client.get('name')).rejects.toThrow();
    expect(log).toEqual([
      {
        message: 'redis is away',
        redis: '127.0.0.1:1',
        reason: expect.stringContaining('REFUSED'),
      },
    ]);
  });
});
