import type { GraphQLDataSource } from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { GatewayError } from './errors/gateway-error.ts';
import { createApolloExecutor } from './execution/apollo-executor.ts';
import { variableErrors } from './execution/variable-errors.ts';
import { createApolloPlanner } from './planning/apollo-planner.ts';
import { cachePlans } from './planning/cache-plans.ts';
import type { QueryPlan } from './planning/query-plan.ts';
import type { LoadedSupergraph } from './supergraph/load-supergraph.ts';

const PLAN_CACHE_BYTES = 30 * 1_024 * 1_024;

/** What the plan of an operation was, and how long it took to find. */
export interface Planned {
  readonly plan: QueryPlan;
  readonly planningMs: number;
}

/**
 * All that belongs to one supergraph: nothing of it changes when the next one comes, so that requests
 * in flight end as they began.
 */
export interface GraphGeneration {
  readonly supergraph: LoadedSupergraph;
  /** Plans and executes an operation that Apollo Server found valid. */
  execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult>;
}

/**
 * Makes a generation. `services` talk to the subgraphs, by their names; `onPlanned` is told of each
 * operation's plan, with the request's context.
 */
export function createGraphGeneration(options: {
  supergraph: LoadedSupergraph;
  services: Record<string, GraphQLDataSource>;
  onPlanned: (context: unknown, planned: Planned) => void;
}): GraphGeneration {
  const { supergraph, services, onPlanned } = options;
  const planner = cachePlans(createApolloPlanner(supergraph), { maxBytes: PLAN_CACHE_BYTES });
  const executePlan = createApolloExecutor(supergraph, services);
  return {
    supergraph,
    async execute(request) {
      const errors = requestErrors(supergraph, request);
      if (errors.length > 0) return { errors };
      const startedAtMs = performance.now();
      const plan = await planner.plan({
        document: request.document,
        documentHash: request.queryHash,
        operationName: request.request.operationName,
      });
      onPlanned(request.context, { plan, planningMs: performance.now() - startedAtMs });
      return executePlan(plan, request);
    },
  };
}

/** What keeps a valid document from being executed: GraphQL spec §6.1. */
function requestErrors(
  { apiSchema }: LoadedSupergraph,
  { operation, request }: GatewayGraphQLRequestContext,
): readonly GraphQLError[] {
  // Apollo Server leaves it to the executor to say so, whatever its types tell.
  if ((operation as typeof operation | undefined) === undefined) {
    const { operationName } = request;
    const message = operationName
      ? `There is no operation named "${operationName}".`
      : 'The document holds several operations: name one with `operationName`.';
    return [new GraphQLError(message)];
  }
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    throw new GatewayError('BAD_REQUEST', 'Subscriptions cannot be answered over this transport.');
  }
  return variableErrors(apiSchema, operation, request.variables ?? {});
}
