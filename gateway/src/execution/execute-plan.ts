import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import type { QueryPlan } from '../planning/query-plan.ts';

/**
 * Answers an operation by its plan: fetches, merges and shapes. What a subgraph fails to give is null
 * in the result, with an error. Rejects for faults of our own only.
 */
export type ExecutePlan = (
  plan: QueryPlan,
  request: GatewayGraphQLRequestContext,
) => Promise<GatewayExecutionResult>;
