import { prettyFormatQueryPlan } from '@apollo/query-planner';
import type { DescribedNode, PlanDescription } from '../telemetry/plan-description.ts';
import type { QueryPlan } from './query-plan.ts';

/** Describes a plan without what only the executor needs of it (rewrites, usages of variables). */
export function describePlan(plan: QueryPlan): PlanDescription {
  return {
    plan: { kind: 'QueryPlan', node: describe(plan.node) },
    planText: prettyFormatQueryPlan(plan),
  };
}

function describe(node: QueryPlan['node']): DescribedNode | null {
  return node === undefined ? null : describeNode(node);
}

function describeNode(node: NonNullable<QueryPlan['node']>): DescribedNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(describeNode) };
    case 'Flatten':
      return { kind: 'Flatten', path: node.path, node: describeNode(node.node) };
    case 'Fetch': {
      const { serviceName, operation, requires } = node;
      return {
        kind: 'Fetch',
        serviceName,
        operation,
        ...(requires !== undefined && { requires }),
      };
    }
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ifClause: describe(node.ifClause),
        elseClause: describe(node.elseClause),
      };
    case 'Defer':
    case 'Subscription':
      // The planner is not asked to defer, and subscriptions are refused before planning.
      throw new Error(`A plan with a ${node.kind} node cannot be executed.`);
  }
}
