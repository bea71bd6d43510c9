import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { PoolConfig } from 'pg';
import type { Logger } from '../logging/create-logger.ts';
import { observeAdapter } from './observe-adapter.ts';

const CONNECT_DEADLINE_MS = 5_000;
const STATEMENT_DEADLINE_MS = 10_000;
/** PostgreSQL ends a statement itself; this is for a server that no longer answers at all. */
const SILENCE_MARGIN_MS = 2_000;
const IDLE_CONNECTION_MS = 30_000;
const IDLE_TRANSACTION_DEADLINE_MS = 15_000;

export interface PostgresAdapterOptions {
  readonly databaseUrl: string;
  /** The service's PostgreSQL schema: named in Prisma's statements, and the search path of raw SQL. */
  readonly schema: string;
  readonly poolSize: number;
  /** Shown by `pg_stat_activity`. */
  readonly applicationName: string;
  /** How long a statement waits for a connection; five seconds unless told. */
  readonly connectDeadlineMs?: number;
  /** How long a statement may take; ten seconds unless told. */
  readonly statementDeadlineMs?: number;
  /** Hears of connections that the server closed; the pool replaces them by itself. */
  readonly logger?: Logger;
}

/**
 * Makes the database adapter for `new PrismaClient({ adapter })`: a bounded pool in which waiting for
 * a connection, each statement and an idle transaction have deadlines, and every statement is
 * counted and timed for the request that caused it.
 */
export function createPostgresAdapter(options: PostgresAdapterOptions): SqlDriverAdapterFactory {
  // Only the message: pg hangs the whole client, with its settings, on these errors.
  const onConnectionLost = (error: Error) =>
    options.logger?.warn({ reason: error.message }, 'database connection lost');
  const adapter = new PrismaPg(poolConfig(options), {
    schema: options.schema,
    onPoolError: onConnectionLost,
    onConnectionError: onConnectionLost,
  });
  return observeAdapter(adapter);
}

function poolConfig(options: PostgresAdapterOptions): PoolConfig {
  const statementDeadlineMs = options.statementDeadlineMs ?? STATEMENT_DEADLINE_MS;
  return {
    connectionString: options.databaseUrl,
    max: options.poolSize,
    application_name: options.applicationName,
    options: `-c search_path=${options.schema}`,
    keepAlive: true,
    connectionTimeoutMillis: options.connectDeadlineMs ?? CONNECT_DEADLINE_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    statement_timeout: statementDeadlineMs,
    query_timeout: statementDeadlineMs + SILENCE_MARGIN_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_DEADLINE_MS,
  };
}
