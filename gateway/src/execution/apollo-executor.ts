import '../apollo-telemetry-off.ts';
import { executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { GraphQLError, Kind } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import type { ExecutePlan } from './execute-plan.ts';

/** Apollo's executor, on one supergraph and what talks to its subgraphs, by their names. */
export function createApolloExecutor(
  { apollo, apiSchema }: LoadedSupergraph,
  services: Record<string, GraphQLDataSource>,
): ExecutePlan {
  return async (plan, request) => {
    const result = await executeQueryPlan(
      plan,
      services,
      request,
      { schema: apiSchema, operation: request.operation, fragments: fragmentsOf(request) },
      apollo.executableSchema,
      apollo.apiSchema,
    );
    return withNullsExplained(result);
  };
}

function fragmentsOf({ document }: GatewayGraphQLRequestContext) {
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

/**
 * GraphQL spec §6.4.4: a null that a field's type does not allow is a field error. Apollo's executor
 * tells of those in an extension only, and would leave clients with a null and no reason.
 */
function withNullsExplained({
  data,
  errors,
  extensions,
}: GatewayExecutionResult): GatewayExecutionResult {
  const unexplained: readonly GraphQLError[] = extensions?.valueCompletion ?? [];
  const all = [...(errors ?? []), ...unexplained.map(subgraphFault)];
  return { ...(data !== undefined && { data }), ...(all.length > 0 && { errors: all }) };
}

function subgraphFault({ message, path }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    ...(path !== undefined && { path }),
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
  });
}
