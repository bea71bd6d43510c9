import { type Logger, requestIdOf } from '@causeway/subgraph-kit/service';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createAnswerFailure } from './answer-failure.ts';
import { createAnswerMalformed } from './answer-malformed.ts';

const KEEP_ALIVE_MS = 65_000;
const RECEIVE_DEADLINE_MS = 30_000;

/** Makes the HTTP server of the edge: every failure outside GraphQL has the shape of a GraphQL error. */
export function buildHttpServer(options: {
  logger: Logger;
  bodyLimitBytes: number;
  trustedProxies: readonly string[];
  metrics: Pick<Metrics, 'requestRefused'>;
}): FastifyInstance {
  const { logger, bodyLimitBytes, trustedProxies, metrics } = options;
  const answerFailure = createAnswerFailure(metrics);
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Each request leaves one line, written when it ends (access-log.ts).
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    bodyLimit: bodyLimitBytes,
    // Only where there are any: what comes before them in X-Forwarded-For is the client.
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: RECEIVE_DEADLINE_MS,
    // While draining, requests that come in on open connections are still served.
    return503OnClosing: false,
    frameworkErrors: answerFailure,
    clientErrorHandler: createAnswerMalformed(metrics),
  });
  // Only JSON is read: text/plain is what a foreign page may send without asking first.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(graphqlErrorBody('NOT_FOUND', 'There is nothing at this address.')),
  );
  return app;
}
