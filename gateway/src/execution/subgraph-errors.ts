import { GraphQLError } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import { reasonOf } from '../errors/reason-of.ts';
import type { SubgraphResponse } from '../transport/subgraph-service.ts';

/** An answer that has not what was asked for. */
export function badResponse(subgraph: string): SubgraphResponse {
  return failureErrors(
    subgraph,
    new GatewayError(
      'SUBGRAPH_BAD_RESPONSE',
      `Subgraph "${subgraph}" answered with something else than what was asked for.`,
    ),
  );
}

/** What a data source threw, as an answer without data. What clients see of it is decided elsewhere. */
export function failureErrors(subgraph: string, error: unknown): SubgraphResponse {
  if (error instanceof GatewayError) {
    const extensions = { code: error.code, serviceName: subgraph };
    return { data: null, errors: [{ message: error.message, extensions }] };
  }
  if (error instanceof GraphQLError) {
    const extensions = { ...error.extensions, serviceName: subgraph };
    return { data: null, errors: [{ message: error.message, extensions }] };
  }
  const message = reasonOf(error);
  const extensions = { code: 'SUBGRAPH_ERROR', serviceName: subgraph };
  return { data: null, errors: [{ message, extensions }] };
}

/**
 * What kept a step from being made. Values nested deeper than the stack are a subgraph's fault; anything
 * else is ours, and masked where errors are.
 */
export function stepError(subgraph: string, error: unknown): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof RangeError))
    return new GraphQLError(originalError.message, { originalError });
  return new GraphQLError(`What subgraph "${subgraph}" would be asked with is nested too deeply.`, {
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: subgraph },
    originalError,
  });
}
