import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopeOf } from './request-scope.ts';

/** The status that nginx logs for a request whose client went away; nobody receives it. */
const CLIENT_GONE_STATUS = 499;

/** Writes the one line that every request leaves, when it ends. Probes are logged for debugging only. */
export function logAccess(request: FastifyRequest, reply: FastifyReply): void {
  const { trace, principal } = scopeOf(request);
  const level = request.url.startsWith('/health/') ? 'debug' : 'info';
  request.log[level](
    {
      method: request.method,
      path: request.routeOptions.url,
      status: reply.raw.writableFinished ? reply.statusCode : CLIENT_GONE_STATUS,
      durationMs: Math.round((performance.now() - trace.startedAtMs) * 100) / 100,
      operationName: trace.operationName,
      operationType: trace.operationType,
      subgraphRequests: trace.fetches.length,
      userId: principal.kind === 'user' ? principal.userId : undefined,
    },
    'request',
  );
}
