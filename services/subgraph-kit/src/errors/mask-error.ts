import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { DomainError } from './domain-error.ts';
import { type ErrorCode, errorTable, isErrorCode } from './error-table.ts';

/** What happened to an error on its way out. `cause` is what the log should show. */
export type MaskedError =
  | { kind: 'exposed'; code: ErrorCode; response: GraphQLFormattedError; cause: unknown }
  | { kind: 'masked'; response: GraphQLFormattedError; cause: unknown };

/**
 * Decides what the caller sees of an error: an error with an exposed code as it is, anything else as
 * INTERNAL_SERVER_ERROR with the request id by which the log line is found. This is the one place
 * that does so.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
): MaskedError {
  const cause = unwrapResolverError(error);
  const code = cause instanceof DomainError ? cause.code : formatted.extensions?.code;
  if (isErrorCode(code) && errorTable[code].exposed) {
    return { kind: 'exposed', code, response: formatted, cause };
  }
  return { kind: 'masked', response: maskedResponse(formatted, requestId), cause };
}

function maskedResponse(
  formatted: GraphQLFormattedError,
  requestId: string,
): GraphQLFormattedError {
  return {
    message: 'Internal server error',
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  };
}
