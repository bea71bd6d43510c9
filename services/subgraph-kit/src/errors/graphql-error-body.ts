import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from './error-table.ts';

/**
 * The body of a response whose request failed before GraphQL saw it: the same shape that GraphQL
 * errors have, so that a caller reads one format only.
 */
export function graphqlErrorBody(
  code: ErrorCode,
  message: string,
): { errors: readonly GraphQLFormattedError[] } {
  return { errors: [{ message, extensions: { code } }] };
}
