import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { asDeadlineExceeded } from './deadline-exceeded.ts';
import { DomainError } from './domain-error.ts';
import { type ErrorCode, errorTable, isErrorCode } from './error-table.ts';
import { isDatabaseOutage } from './is-database-outage.ts';

/** What happened to an error on its way out. `cause` is what the log should show. */
export type MaskedError =
  | { kind: 'exposed'; code: ErrorCode; response: GraphQLFormattedError; cause: unknown }
  | { kind: 'masked'; response: GraphQLFormattedError; cause: unknown };

/**
 * Decides what the caller sees of an error: an error with an exposed code as it is, a database that
 * is away as SERVICE_UNAVAILABLE, anything else as INTERNAL_SERVER_ERROR; the last two with the
 * request id by which the log line is found. This is the one place that does so.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
): MaskedError {
  const unwrapped = unwrapResolverError(error);
  const unwanted = asDeadlineExceeded(unwrapped);
  const cause = unwanted ?? unwrapped;
  const code = cause instanceof DomainError ? cause.code : formatted.extensions?.code;
  if (isErrorCode(code) && errorTable[code].exposed) {
    const response = unwanted === null ? formatted : told(formatted, unwanted);
    return { kind: 'exposed', code, response, cause };
  }
  const { locations, path } = formatted;
  const masked = maskedError(cause, requestId);
  const place = { ...(locations && { locations }), ...(path && { path }) };
  return { kind: 'masked', response: { ...masked, ...place }, cause };
}

function told(formatted: GraphQLFormattedError, { message, extensions }: DomainError) {
  return { ...formatted, message, extensions };
}

/** What the caller sees of a fault of ours, which tells nothing about it but where to look it up. */
export function maskedError(cause: unknown, requestId: string) {
  return isDatabaseOutage(cause)
    ? masked('SERVICE_UNAVAILABLE', 'The service is not available at the moment.', requestId)
    : masked('INTERNAL_SERVER_ERROR', 'Internal server error', requestId);
}

function masked(code: ErrorCode, message: string, requestId: string) {
  return { message, extensions: { code, requestId } };
}
