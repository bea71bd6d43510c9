import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import pg from 'pg';

const CHANNEL = 'registry_version';
const RECONNECT_MS = 1_000;
/** How often it is looked what nobody told of: a connection may be dead, or a pooler swallow notifications. */
const PROBE_MS = 5_000;
const CONNECT_DEADLINE_MS = 5_000;

/** Tells whoever waits for a variant that it may have a new version. */
export interface VersionNews {
  /** Resolves when there may be news of the variant, or `signal` is aborted. */
  next(ref: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/**
 * Hears of versions from PostgreSQL, whichever process made them, on one connection that is opened again
 * when it breaks. After a break everybody is told, since what was said meanwhile is lost.
 */
export function listenForVersions(parts: { databaseUrl: string; logger: Logger }): VersionNews {
  const { databaseUrl, logger } = parts;
  const waiting = new Map<string, Set<() => void>>();
  const closed = new AbortController();

  function tell(ref: string): void {
    for (const wake of waiting.get(ref) ?? []) wake();
  }

  function tellAll(): void {
    for (const ref of [...waiting.keys()]) tell(ref);
  }

  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: CONNECT_DEADLINE_MS,
      application_name: 'causeway-registry-news',
    });
    const broken = Promise.withResolvers<never>();
    client.on('error', broken.reject);
    client.on('end', () => broken.reject(new Error('the connection was closed')));
    client.on('notification', ({ payload }) => tell(payload ?? ''));
    // Whoever looks first may come after it has broken.
    broken.promise.catch(() => {});
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      tellAll();
      let seen: ReadonlyMap<string, number | null> = new Map();
      while (!closed.signal.aborted) {
        await Promise.race([broken.promise, pause(PROBE_MS, closed.signal)]);
        seen = await Promise.race([broken.promise, tellOfOthers(client, seen), deadline()]);
      }
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Tells of variants that are not what they were when this was called before; returns what they are. */
  async function tellOfOthers(client: pg.Client, seen: ReadonlyMap<string, number | null>) {
    const { rows } = await client.query<{ ref: string; current: number | null }>(
      'SELECT ref, current FROM registry.variant WHERE ref = ANY($1)',
      [[...waiting.keys()]],
    );
    for (const { ref, current } of rows) if (seen.get(ref) !== current) tell(ref);
    return new Map(rows.map(({ ref, current }) => [ref, current]));
  }

  async function listenAlways(): Promise<void> {
    while (!closed.signal.aborted) {
      try {
        await listen();
      } catch (error) {
        if (closed.signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        logger.warn({ reason }, 'news of versions interrupted; connecting again');
        await pause(RECONNECT_MS, closed.signal);
      }
    }
  }

  const listening = listenAlways();
  return {
    next(ref, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wakers = waiting.get(ref) ?? new Set();
      waiting.set(ref, wakers.add(resolve));
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      return promise.finally(() => {
        wakers.delete(resolve);
        if (wakers.size === 0 && waiting.get(ref) === wakers) waiting.delete(ref);
      });
    },
    async close() {
      closed.abort();
      tellAll();
      await listening;
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
}

async function deadline(): Promise<never> {
  await sleep(CONNECT_DEADLINE_MS, undefined, { ref: false });
  throw new Error('the database does not answer');
}
