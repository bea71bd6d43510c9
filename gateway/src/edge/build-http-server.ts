import { type Logger, requestIdOf } from '@causeway/subgraph-kit/service';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GatewayErrorCode } from '../errors/error-table.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import { answerMalformed } from './answer-malformed.ts';
import { AuthenticationError } from './authentication-error.ts';
import { UnavailableError } from './unavailable-error.ts';

const KEEP_ALIVE_MS = 65_000;
const RECEIVE_DEADLINE_MS = 30_000;

/** Makes the HTTP server of the edge: every failure outside GraphQL has the shape of a GraphQL error. */
export function buildHttpServer(options: {
  logger: Logger;
  bodyLimitBytes: number;
  trustedProxies: readonly string[];
}): FastifyInstance {
  const { logger, bodyLimitBytes, trustedProxies } = options;
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
    clientErrorHandler: answerMalformed,
  });
  // Only JSON is read: text/plain is what a foreign page may send without asking first.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(graphqlErrorBody('NOT_FOUND', 'There is nothing at this address.')),
  );
  return app;
}

function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  // Not even one that has the status 200.
  reply.header('cache-control', 'no-store');
  if (error instanceof GatewayError) {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    request.log.info({ code: error.code, reason }, 'request refused');
    if (error instanceof AuthenticationError) reply.header('www-authenticate', error.challenge);
    if (error instanceof UnavailableError) reply.header('retry-after', error.retryAfterSeconds);
    return reply.code(error.httpStatus).send(graphqlErrorBody(error.code, error.message));
  }
  const status = error.statusCode ?? 500;
  if (status < 500)
    return reply.code(status).send(graphqlErrorBody(codeOfStatus(status), error.message));
  request.log.error({ err: error }, 'request failed');
  const body = graphqlErrorBody('INTERNAL_SERVER_ERROR', 'Internal server error', {
    requestId: request.id,
  });
  return reply.code(500).send(body);
}

function codeOfStatus(status: number): GatewayErrorCode {
  if (status === 413) return 'REQUEST_TOO_LARGE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  return 'BAD_REQUEST';
}
