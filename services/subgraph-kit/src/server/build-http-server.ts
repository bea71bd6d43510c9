import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { DomainError } from '../errors/domain-error.ts';
import { errorTable } from '../errors/error-table.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import { maskedError } from '../errors/mask-error.ts';
import type { Logger } from '../logging/create-logger.ts';
import { findTraceId, requestIdOf } from './request-id.ts';

const BODY_LIMIT_BYTES = 1_048_576;
/** Longer than the gateway keeps an idle connection, so that it is never the one to be surprised. */
const KEEP_ALIVE_MS = 65_000;
const RECEIVE_DEADLINE_MS = 30_000;

/**
 * Makes the HTTP server: JSON in, JSON out, and every failure in the shape of a GraphQL error. `challenge`
 * tells who is refused by which scheme to say who they are; `trustedProxies` are those whose X-Forwarded-For
 * is believed.
 */
export function buildHttpServer(
  logger: Logger,
  { challenge, trustedProxies = [] }: { challenge: string; trustedProxies?: readonly string[] },
): FastifyInstance {
  const answerFailure = createAnswerFailure(challenge);
  const app: FastifyInstance = Fastify({
    loggerInstance: warningsOnly(logger) as FastifyBaseLogger,
    // Each request gets one line, written when it ends (follow-request.ts).
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    genReqId: requestIdOf,
    childLoggerFactory: (_parent, bindings, options, raw) => {
      const traceId = findTraceId(raw);
      return logger.child(traceId === null ? bindings : { ...bindings, traceId }, options);
    },
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: RECEIVE_DEADLINE_MS,
    // While draining, a request that came in on an open connection is still served, then the
    // connection closed (follow-request.ts): a 503 would fail it for nothing.
    return503OnClosing: false,
    frameworkErrors: answerFailure,
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(graphqlErrorBody('NOT_FOUND', 'There is nothing at this address.')),
  );
  return app;
}

/** Fastify's own lines of level `info` say again what ours say. */
function warningsOnly(logger: Logger): Logger {
  return logger.child({}, { level: logger.isLevelEnabled('warn') ? 'warn' : logger.level });
}

/** A failure outside GraphQL: a refused request by its code, a malformed one as 4xx, ours as 500. */
const createAnswerFailure =
  (challenge: string) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    if (error instanceof DomainError) {
      const reason = error.cause instanceof Error ? error.cause.message : error.message;
      request.log.info({ code: error.code, reason }, 'request refused');
      // RFC 9110 §15.5.2: a 401 says how to do it.
      if (error.httpStatus === 401) reply.header('www-authenticate', challenge);
      return reply.code(error.httpStatus).send(graphqlErrorBody(error.code, error.message));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return reply.code(status).send(graphqlErrorBody('BAD_REQUEST', error.message));
    }
    request.log.error({ err: error }, 'request failed');
    const masked = maskedError(error, request.id);
    return reply.code(errorTable[masked.extensions.code].httpStatus).send({ errors: [masked] });
  };
