import type { Logger } from '@causeway/subgraph-kit/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../telemetry/metrics.ts';
import { scopeOf } from './request-scope.ts';

/** The status that nginx logs for a request whose client went away; nobody receives it. */
const CLIENT_GONE_STATUS = 499;

/**
 * Makes what writes the one line that every request leaves, when it ends, and counts it. Probes are logged
 * for debugging only.
 */
export function createLogAccess(
  logger: Logger,
  metrics: Pick<Metrics, 'httpRequest'>,
): (request: FastifyRequest, reply: FastifyReply) => void {
  // PERF: no field of the line can hold a credential; to look for some took a tenth of a refused request.
  const log = logger.child({}, { redact: [] });
  return (request, reply) => logAccess(request, reply, { log, metrics });
}

function logAccess(
  request: FastifyRequest,
  reply: FastifyReply,
  { log, metrics }: { log: Logger; metrics: Pick<Metrics, 'httpRequest'> },
): void {
  const { trace, principal, variant: chosen } = scopeOf(request);
  const variant = chosen?.name ?? undefined;
  const { method } = request;
  const { url: route } = request.routeOptions;
  const status = reply.raw.writableFinished ? reply.statusCode : CLIENT_GONE_STATUS;
  const durationMs = performance.now() - trace.startedAtMs;
  const { operationName, operationType, refusals } = trace;
  metrics.httpRequest({ method, route, status, variant, operationType, durationMs });
  const level = request.url.startsWith('/health/') ? 'debug' : 'info';
  log[level](
    {
      requestId: request.id,
      ...{ method, path: route, status, operationName, operationType },
      variant,
      durationMs: Math.round(durationMs * 100) / 100,
      estimatedCost: trace.cost?.total,
      subgraphRequests: trace.fetches.length,
      userId: principal.kind === 'user' ? principal.userId : undefined,
      clientId: principal.kind === 'service' ? principal.clientId : undefined,
      refused: refusals.length > 0 ? refusals : undefined,
    },
    'request',
  );
}
