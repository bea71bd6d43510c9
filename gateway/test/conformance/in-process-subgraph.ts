import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';

/** A request as a subgraph got it. */
export interface SentRequest {
  subgraph: string;
  query: string;
  variables: Record<string, unknown>;
}

/** What a subgraph answers in place of what its schema does; `execute` gives the latter. */
type Answer = (request: SentRequest, execute: () => Promise<unknown>) => unknown;

export interface SubgraphDefinition {
  name: string;
  typeDefs: string;
  resolvers?: GraphQLResolverMap<unknown>;
  answer?: Answer | undefined;
}

export interface InProcessSubgraph extends GraphQLDataSource {
  readonly name: string;
  /** From now on; undefined brings the definition's own answers back. */
  answerWith(answer: Answer | undefined): void;
}

/** A data source that executes a subgraph's schema itself and tells `onRequest` of all it is asked. */
export function createInProcessSubgraph(
  { name, typeDefs, resolvers = {}, answer: ownAnswer }: SubgraphDefinition,
  onRequest: (request: SentRequest) => void,
): InProcessSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]);
  let answer = ownAnswer;
  return {
    name,
    answerWith(next) {
      answer = next ?? ownAnswer;
    },
    async process({ request }: GraphQLDataSourceProcessOptions) {
      // As JSON, both ways: nothing of one side is in the hands of the other.
      const { query = '', variables = {} } = asJson(request) as Partial<SentRequest>;
      const sent: SentRequest = { subgraph: name, query, variables };
      onRequest(sent);
      const execute = () => executeRequest(schema, sent);
      const result = answer === undefined ? await execute() : await answer(sent, execute);
      return result as GatewayGraphQLResponse;
    },
  };
}

async function executeRequest(
  schema: GraphQLSchema,
  { query, variables }: SentRequest,
): Promise<unknown> {
  return asJson(await graphql({ schema, source: query, variableValues: variables }));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
