import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import { createStatementLog, type StatementLog } from '../database/statement-log.ts';
import type { Logger } from '../logging/create-logger.ts';
import { deadlineOf } from './timeout-header.ts';

/** Tells who calls, once the body is there. Throws DomainError for a caller that is refused. */
export type Admit<P> = (body: Buffer) => P;

/** What is known of a request while it runs; its log line is written from it. */
export interface RequestScope {
  readonly requestId: string;
  readonly logger: Logger;
  readonly startedAtMs: number;
  readonly statements: StatementLog;
  readonly signal: AbortSignal;
  /** As performance.now() tells the time. */
  readonly deadlineAtMs: number;
  /** Set when the operation is known. */
  operationType?: 'query' | 'mutation' | 'subscription' | undefined;
  admit?: Admit<unknown>;
  /** Known when the body has come. */
  principal?: unknown;
  /** What the log line says of who called. */
  caller?: Readonly<Record<string, string>>;
  operationName?: string;
}

/** The name under which Fastify keeps the scope with its request. */
export const SCOPE = 'scope';

// Module state by necessity: Apollo Server's error formatter is told nothing about the request.
const currentScope = new AsyncLocalStorage<RequestScope>();

export function createRequestScope(request: FastifyRequest, signal: AbortSignal): RequestScope {
  const startedAtMs = performance.now();
  const scope: RequestScope = {
    requestId: request.id,
    logger: request.log as Logger,
    startedAtMs,
    statements: createStatementLog(() => isQuery(scope) && isGivenUp(scope)),
    signal,
    deadlineAtMs: deadlineOf(request, startedAtMs),
  };
  return scope;
}

/** What has begun to change something is finished, whoever waits for it. */
function isQuery({ operationType }: RequestScope): boolean {
  return operationType === 'query';
}

/** Whether nobody waits for the answer any more: the caller has gone, or its deadline is over. */
export function isGivenUp({ signal, deadlineAtMs }: RequestScope): boolean {
  return signal.aborted || performance.now() >= deadlineAtMs;
}

export function withRequestScope<T>(scope: RequestScope, fn: () => T): T {
  return currentScope.run(scope, fn);
}

/** The scope of the request being served. Throws outside of one, which is our fault. */
export function getRequestScope(): RequestScope {
  const scope = currentScope.getStore();
  if (scope === undefined) throw new Error('No request is being served here.');
  return scope;
}

/** The scope of this request, which the first hook opened. */
export function scopeOf(request: FastifyRequest): RequestScope {
  return request.getDecorator<RequestScope>(SCOPE);
}
