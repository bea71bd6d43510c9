import { type Logger, requestIdOf } from '@causeway/subgraph-kit/service';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { HttpSettings } from '../config/http-settings.ts';
import type { MeasuredLimit } from '../config/measured-limit.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createAnswerFailure } from './answer-failure.ts';
import { createAnswerMalformed } from './answer-malformed.ts';
import { limitConnections } from './limit-connections.ts';

const KEEP_ALIVE_MS = 65_000;
/** How often it is looked for requests that are late. */
const LATE_CHECK_MS = 1_000;

/** Makes the HTTP server of the edge: every failure outside GraphQL has the shape of a GraphQL error. */
export function buildHttpServer(options: {
  logger: Logger;
  bodyLimitBytes: MeasuredLimit;
  http: HttpSettings;
  trustedProxies: readonly string[];
  metrics: Pick<Metrics, 'requestRefused' | 'limitExceeded'>;
}): FastifyInstance {
  const { logger, bodyLimitBytes, http, trustedProxies, metrics } = options;
  const answerFailure = createAnswerFailure(metrics);
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // Each request leaves one line, written when it ends (access-log.ts).
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    bodyLimit: bodyLimitBytes.enforce,
    // Only where there are any: what comes before them in X-Forwarded-For is the client.
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: http.receiveTimeoutMs,
    http: {
      // check-head.ts refuses what names none, in our words.
      requireHostHeader: false,
      maxHeaderSize: http.headerBytes,
      headersTimeout: Math.min(http.headersTimeoutMs, http.receiveTimeoutMs),
      requestTimeout: http.receiveTimeoutMs,
      connectionsCheckingInterval: LATE_CHECK_MS,
    },
    // While draining, requests that come in on open connections are still served.
    return503OnClosing: false,
    frameworkErrors: answerFailure,
    clientErrorHandler: createAnswerMalformed(metrics),
  });
  // Of more, Node would drop those that are too many, rather than refuse the request.
  app.server.maxHeadersCount = 0;
  limitConnections(app.server, http, metrics);
  if (Number.isFinite(bodyLimitBytes.measure)) tellOfLongBodies(app, bodyLimitBytes, metrics);
  // Only JSON is read: text/plain is what a foreign page may send without asking first.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(graphqlErrorBody('NOT_FOUND', 'There is nothing at this address.')),
  );
  return app;
}

function tellOfLongBodies(
  app: FastifyInstance,
  { measure }: MeasuredLimit,
  metrics: Pick<Metrics, 'limitExceeded'>,
): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request, body: string, done) => {
      if (Buffer.byteLength(body) > measure) metrics.limitExceeded('bodyLimitBytes', 'measure');
      parse(request, body, done);
    },
  );
}
