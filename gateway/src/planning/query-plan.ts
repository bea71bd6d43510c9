/**
 * How an operation is answered from subgraphs. Its form is that of Apollo's planner while that planner
 * and Apollo's executor are the only ones; whoever else looks at a plan looks at its description
 * (describe-plan.ts), so that this form can change without them.
 */
export type { QueryPlan } from '@apollo/query-planner';
