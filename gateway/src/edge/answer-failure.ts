import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayErrorCode } from '../errors/error-table.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { AuthenticationError } from './authentication-error.ts';
import { findScope, formOf } from './request-scope.ts';
import { UnavailableError } from './unavailable-error.ts';

export type AnswerFailure = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply;

/** Makes what answers a request that failed outside of GraphQL. */
export function createAnswerFailure(metrics: Pick<Metrics, 'requestRefused'>): AnswerFailure {
  return (error, request, reply) => {
    const { body, httpStatus } = bodyOfFailure(error, request, metrics);
    if (error instanceof AuthenticationError) reply.header('www-authenticate', error.challenge);
    if (error instanceof UnavailableError) reply.header('retry-after', error.retryAfterSeconds);
    // Not even one that has the status 200 is kept.
    reply.type(formOf(request).mediaType).header('cache-control', 'no-store');
    return reply.code(httpStatus).send(body);
  };
}

/**
 * What is answered of a failure: its code if the request was refused, which is counted and logged; else
 * nothing but the request's id, by which the log tells more.
 */
export function bodyOfFailure(
  error: unknown,
  request: FastifyRequest,
  metrics: Pick<Metrics, 'requestRefused'>,
): { body: ReturnType<typeof graphqlErrorBody>; httpStatus: number } {
  const refusal = refusalOf(error as FastifyError | GatewayError);
  if (refusal === null) {
    request.log.error({ err: error }, 'request failed');
    const body = graphqlErrorBody('INTERNAL_SERVER_ERROR', 'Internal server error', {
      requestId: request.id,
    });
    return { body, httpStatus: 500 };
  }
  const { code, message, httpStatus, cause } = refusal;
  if (httpStatus >= 400) metrics.requestRefused(code);
  noteRefusal(request, { code, reason: causeOf(cause) ?? message });
  return { body: graphqlErrorBody(code, message), httpStatus };
}

/** The line that the request leaves tells of it; one without a scope leaves none. */
function noteRefusal(request: FastifyRequest, refusal: { code: string; reason: string }): void {
  const scope = findScope(request);
  if (scope === null) request.log.info(refusal, 'request refused');
  else scope.trace.refusals.push(refusal);
}

/** Ours as they are, and Fastify's by their status; null when nobody is to blame but us. */
function refusalOf(error: FastifyError | GatewayError): GatewayError | null {
  if (error instanceof GatewayError) return error;
  const { statusCode = 500, message } = error;
  return statusCode < 500 ? new GatewayError(codeOfStatus(statusCode), message) : null;
}

function codeOfStatus(status: number): GatewayErrorCode {
  if (status === 413) return 'REQUEST_TOO_LARGE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  return 'BAD_REQUEST';
}

function causeOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
