import type { Redis } from 'ioredis';

/** A connection that comes and goes by itself. */
export interface RedisConnection {
  /**
   * Its commands reject at once while Redis is away, and after the deadline when it does not answer: who
   * sends one has to be able to do without.
   */
  readonly client: Redis;
  close(): void;
}

interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/**
 * Connects in the background: the gateway starts, and goes on, without Redis, and uses it whenever it is
 * there. The log tells once when it goes, and once when it comes back.
 */
export async function connectToRedis(
  { url, keyPrefix, deadlineMs }: { url: string; keyPrefix: string; deadlineMs: number },
  logger: Log,
): Promise<RedisConnection> {
  // PERF: some 100 ms and megabytes that a gateway without Redis need not spend.
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    keyPrefix,
    // Nothing waits for Redis to come back, nor is sent twice.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: deadlineMs,
    // One that hangs is given up, or what it was sent would pile up.
    socketTimeout: 2 * deadlineMs,
    connectTimeout: Math.max(2 * deadlineMs, CONNECT_TIMEOUT_MS),
    // After a failover the address leads to another server.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  });
  logState(client, { logger, server: new URL(url).host });
  return { client, close: () => client.disconnect() };
}

const CONNECT_TIMEOUT_MS = 2_000;

/** Of INFO: CONFIG may be forbidden, and is where others run Redis. */
const MAXMEMORY = /^maxmemory:(\d+)\r?$/m;
const POLICY = /^maxmemory_policy:(\S+)\r?$/m;

/** Warns of a Redis that may forget before the time: rate limits, lists of operations and ended sessions count on it. */
async function warnOfEviction(client: Redis, { logger, server }: { logger: Log; server: string }) {
  try {
    const memory = await client.info('memory');
    const policy = POLICY.exec(memory)?.[1];
    if (policy === undefined || policy === 'noeviction' || MAXMEMORY.exec(memory)?.[1] === '0')
      return;
    logger.warn(
      { redis: server, policy },
      'redis evicts when it is full: set maxmemory-policy noeviction',
    );
  } catch {
    // It went again, or does not let us ask.
  }
}

function logState(client: Redis, { logger, server }: { logger: Log; server: string }): void {
  let state: 'unknown' | 'ready' | 'away' = 'unknown';
  let reason = 'connection closed';
  client.on('ready', () => {
    if (state !== 'ready') {
      logger.info({ redis: server }, 'redis is there');
      void warnOfEviction(client, { logger, server });
    }
    state = 'ready';
  });
  // Only what it says: an error of the sign-in holds the command, and so the password.
  client.on('error', ({ message, code }: NodeJS.ErrnoException) => {
    reason = message || (code ?? reason);
  });
  client.on('reconnecting', () => {
    if (state !== 'away') logger.warn({ redis: server, reason }, 'redis is away');
    state = 'away';
  });
}
