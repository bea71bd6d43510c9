import { GraphQLError } from 'graphql';
import type { GatewayError } from './gateway-error.ts';

/** The error as Apollo Server takes it: with its code, and the status of the response. */
export function toGraphqlError(error: GatewayError): GraphQLError {
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, http: { status: error.httpStatus } },
  });
}
