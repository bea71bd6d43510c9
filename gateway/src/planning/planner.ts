import type { DocumentNode } from 'graphql';
import type { QueryPlan } from './query-plan.ts';

/** An operation that is valid for the schema it is planned on. */
export interface PlannableOperation {
  readonly document: DocumentNode;
  /** The SHA-256 of the document's source. */
  readonly documentHash: string;
  /** Which of the document's operations; undefined when it holds one only. */
  readonly operationName: string | undefined;
}

/** Makes query plans on one supergraph. */
export interface Planner {
  /** Rejects with GatewayError OPERATION_TOO_COMPLEX when a plan would cost too much to find. */
  plan(operation: PlannableOperation): Promise<QueryPlan>;
}
