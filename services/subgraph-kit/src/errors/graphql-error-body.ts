import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from './error-table.ts';

/**
 * The body of a response whose request failed before GraphQL saw it: the same shape that GraphQL
 * errors have, so that a caller reads one format only. A masked error names the request.
 */
export function graphqlErrorBody(
  code: ErrorCode,
  message: string,
  requestId?: string,
): { errors: readonly GraphQLFormattedError[] } {
  const extensions = requestId === undefined ? { code } : { code, requestId };
  return { errors: [{ message, extensions }] };
}
