import type { GraphQLFormattedError } from 'graphql';
import type { GatewayErrorCode } from './error-table.ts';

/** The body of a response that failed outside GraphQL, in the shape that clients read anyway. */
export function graphqlErrorBody(
  code: GatewayErrorCode,
  message: string,
  extensions: Record<string, unknown> = {},
): { errors: readonly GraphQLFormattedError[] } {
  return { errors: [{ message, extensions: { code, ...extensions } }] };
}
