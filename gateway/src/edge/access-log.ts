import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../telemetry/metrics.ts';
import { scopeOf } from './request-scope.ts';

/** The status that nginx logs for a request whose client went away; nobody receives it. */
const CLIENT_GONE_STATUS = 499;

/**
 * Writes the one line that every request leaves, when it ends, and counts it. Probes are logged for
 * debugging only.
 */
export function logAccess(
  request: FastifyRequest,
  reply: FastifyReply,
  metrics: Pick<Metrics, 'httpRequest'>,
): void {
  const { trace, principal } = scopeOf(request);
  const { method } = request;
  const { url: route } = request.routeOptions;
  const status = reply.raw.writableFinished ? reply.statusCode : CLIENT_GONE_STATUS;
  const durationMs = performance.now() - trace.startedAtMs;
  const { operationName, operationType } = trace;
  metrics.httpRequest({ method, route, status, operationType, durationMs });
  const level = request.url.startsWith('/health/') ? 'debug' : 'info';
  request.log[level](
    {
      ...{ method, path: route, status, operationName, operationType },
      durationMs: Math.round(durationMs * 100) / 100,
      estimatedCost: trace.cost?.total,
      subgraphRequests: trace.fetches.length,
      userId: principal.kind === 'user' ? principal.userId : undefined,
    },
    'request',
  );
}
