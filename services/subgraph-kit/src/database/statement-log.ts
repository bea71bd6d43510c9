import { AsyncLocalStorage } from 'node:async_hooks';
import diagnosticsChannel from 'node:diagnostics_channel';
import { deadlineExceeded } from '../errors/deadline-exceeded.ts';

/** What the SQL of one request has cost so far. `durationMs` adds up, also over parallel statements. */
export interface StatementLog {
  count: number;
  durationMs: number;
  /** Whether the request's answer is of no use any more. */
  readonly isUnwanted: () => boolean;
}

/** Published for each statement as it is sent. */
export interface StatementMessage {
  readonly sql: string;
  /** False for what a service does by itself, such as looking for work. */
  readonly isOfRequest: boolean;
}

/**
 * Every SQL statement of the process, for `recordStatements` and for tracing tools. A diagnostics
 * channel costs nothing while nobody listens.
 */
export const statementChannel = diagnosticsChannel.channel('causeway:sql-statement');

// Module state by necessity: the server opens the log of a request, the database adapter, made
// elsewhere, writes to it, and only the asynchronous context connects the two.
const currentLog = new AsyncLocalStorage<StatementLog>();

export function createStatementLog(isUnwanted = () => false): StatementLog {
  return { count: 0, durationMs: 0, isUnwanted };
}

/** Runs `fn` so that the statements it causes, also later and inside transactions, are added to `log`. */
export function withStatementLog<T>(log: StatementLog, fn: () => T): T {
  return currentLog.run(log, fn);
}

/** Throws DEADLINE_EXCEEDED when nobody waits for what the current request asks. */
export function expectToBeWanted(): void {
  if (currentLog.getStore()?.isUnwanted()) throw deadlineExceeded();
}

/** Runs one SQL statement, counted when it is sent and timed until it settles. */
export async function observeStatement<T>(sql: string, run: () => Promise<T>): Promise<T> {
  const log = currentLog.getStore();
  if (statementChannel.hasSubscribers) {
    const isOfRequest = log !== undefined;
    statementChannel.publish({ sql, isOfRequest } satisfies StatementMessage);
  }
  if (log === undefined) return run();
  log.count += 1;
  const startedAtMs = performance.now();
  try {
    return await run();
  } finally {
    log.durationMs += performance.now() - startedAtMs;
  }
}
