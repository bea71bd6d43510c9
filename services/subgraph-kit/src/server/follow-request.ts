import type { FastifyInstance, FastifyReply } from 'fastify';
import { withStatementLog } from '../database/statement-log.ts';
import type { DrainSwitch } from './drain-switch.ts';
import {
  createRequestScope,
  type RequestScope,
  SCOPE,
  scopeOf,
  withRequestScope,
} from './request-scope.ts';
import { serverTiming } from './server-timing.ts';

/** The status that nginx logs for a request whose caller went away; nobody receives it. */
const CALLER_GONE_STATUS = 499;

/**
 * Follows every request from its first byte to its end: opens its scope, aborts its signal when the
 * caller goes away, echoes its id, reports what its SQL cost, and writes its one log line.
 */
export function followRequests(app: FastifyInstance, drain: DrainSwitch): void {
  app.decorateRequest(SCOPE, null);

  app.addHook('onRequest', (request, reply, done) => {
    const disconnect = new AbortController();
    const scope = createRequestScope(request, disconnect.signal);
    request.setDecorator(SCOPE, scope);
    reply.header('x-request-id', scope.requestId);
    // The request's own `close` comes as soon as its body is read; the response's comes at the end.
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) disconnect.abort();
      logRequest(scope, reply);
    });
    done();
  });

  // Not earlier: the body is read in the socket's asynchronous context, which would lose the scope.
  app.addHook('preHandler', (request, _reply, done) => {
    const scope = scopeOf(request);
    withRequestScope(scope, () => withStatementLog(scope.statements, done));
  });

  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('server-timing', serverTiming(scopeOf(request).statements));
    if (drain.isDraining) reply.header('connection', 'close');
    done();
  });
}

function logRequest(scope: RequestScope, reply: FastifyReply): void {
  const { caller, operationName, statements } = scope;
  const isFinished = reply.raw.writableFinished;
  const route = reply.request.routeOptions.url;
  // Probes come every few seconds from every node and say nothing.
  const level = route?.startsWith('/health/') ? 'debug' : 'info';
  scope.logger[level](
    {
      method: reply.request.method,
      path: route,
      status: isFinished ? reply.statusCode : CALLER_GONE_STATUS,
      durationMs: round(performance.now() - scope.startedAtMs),
      operationName,
      ...caller,
      sqlStatements: statements.count,
      sqlDurationMs: round(statements.durationMs),
    },
    'request',
  );
}

function round(durationMs: number): number {
  return Math.round(durationMs * 100) / 100;
}
