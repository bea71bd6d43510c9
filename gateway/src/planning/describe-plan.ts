import {
  type PlanNode,
  prettyFormatQueryPlan,
  type QueryPlan,
  type SubscriptionNode,
} from '@apollo/query-planner';

/** A query plan as the developer view shows it: nodes as JSON, and a text for people. */
export interface PlanDescription {
  plan: { kind: 'QueryPlan'; node: DescribedNode | null };
  planText: string;
}

export type DescribedNode =
  | { kind: 'Sequence' | 'Parallel'; nodes: DescribedNode[] }
  | { kind: 'Flatten'; path: readonly (string | number)[]; node: DescribedNode }
  | { kind: 'Fetch'; serviceName: string; operation: string; isEntityFetch: boolean }
  | {
      kind: 'Condition';
      condition: string;
      ifClause: DescribedNode | null;
      elseClause: DescribedNode | null;
    };

/** Describes a plan without the planner's internals (parsed documents, rewrites). */
export function describePlan(plan: QueryPlan): PlanDescription {
  return {
    plan: { kind: 'QueryPlan', node: plan.node === undefined ? null : describeNode(plan.node) },
    planText: prettyFormatQueryPlan(plan),
  };
}

function describeNode(node: PlanNode | SubscriptionNode): DescribedNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(describeNode) };
    case 'Flatten':
      return { kind: 'Flatten', path: node.path, node: describeNode(node.node) };
    case 'Fetch':
      return {
        kind: 'Fetch',
        serviceName: node.serviceName,
        operation: node.operation,
        isEntityFetch: node.requires !== undefined,
      };
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ifClause: node.ifClause === undefined ? null : describeNode(node.ifClause),
        elseClause: node.elseClause === undefined ? null : describeNode(node.elseClause),
      };
    case 'Defer':
    case 'Subscription':
      // The planner makes these only when asked to, and it is not.
      throw new Error(`A plan with a ${node.kind} node cannot be executed.`);
  }
}
