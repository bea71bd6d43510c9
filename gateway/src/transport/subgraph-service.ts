import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import type { GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import { faultOf } from './parse-answer.ts';
import { SubgraphDataSource } from './subgraph-data-source.ts';

/** One request to a subgraph, in both forms that one may want it in. */
export interface SubgraphRequest {
  readonly document: string;
  readonly operationName: string | undefined;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** The JSON of the whole request. */
  readonly body: string;
  readonly variables: () => Record<string, unknown>;
  /** How many entities are asked for; undefined for root fields. */
  readonly entityCount: number | undefined;
  readonly incoming: GatewayGraphQLRequestContext;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null | undefined;
  /** The JSON of `data`, where it is known. */
  readonly dataJson?: string | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** What answers for a subgraph. A failure may be told in errors or thrown; data is the caller's to change. */
export interface SubgraphService {
  fetch(request: SubgraphRequest): Promise<SubgraphResponse>;
}

/** A value of an enum that Apollo's package declares but does not export. */
const INCOMING_OPERATION = 'incoming operation' as Extract<
  GraphQLDataSourceProcessOptions,
  { incomingRequestContext: unknown }
>['kind'];

/** A data source as a service: ours takes requests as they are, any other as Apollo's gateway hands them. */
export function serviceOf(subgraph: string, source: GraphQLDataSource): SubgraphService {
  if (source instanceof SubgraphDataSource) return source;
  return {
    async fetch({ document, operationName, variables, incoming }) {
      const answer = await source.process({
        kind: INCOMING_OPERATION,
        request: {
          query: document,
          variables: variables(),
          ...(operationName !== undefined && { operationName }),
        },
        incomingRequestContext: incoming,
        context: incoming.context,
      });
      const fault = faultOf(answer);
      if (fault === null) return { data: answer.data, errors: answer.errors };
      const message = `Subgraph "${subgraph}" answered with ${fault}.`;
      throw new GatewayError('SUBGRAPH_BAD_RESPONSE', message);
    },
  };
}
