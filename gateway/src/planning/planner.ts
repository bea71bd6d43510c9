import type { DocumentNode } from 'graphql';
import type { QueryPlan } from './query-plan.ts';

/** An operation that is valid for the schema it is planned on. */
export interface PlannableOperation {
  /** One operation with the fragments it uses, and without introspection (plannable-document.ts). */
  readonly document: DocumentNode;
  /** Fields that are overridden for a share of the requests are so when this, of 100, is below it. */
  readonly overridePercentage: number;
  /** Aborted when nobody waits for the plan. */
  readonly signal: AbortSignal;
}

/** Makes query plans on one supergraph. */
export interface Planner {
  /** Rejects with GatewayError OPERATION_TOO_COMPLEX when a plan would cost too much to find. */
  plan(operation: PlannableOperation): Promise<QueryPlan>;
  /**
   * Tells that few operations come from now on, or none: what runs elsewhere ends whenever nothing is
   * planned.
   */
  retire(): void;
}
