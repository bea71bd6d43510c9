import type {
  FetchNode as ApolloFetchNode,
  PlanNode as ApolloNode,
  QueryPlan as ApolloPlan,
  FetchDataRewrite,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { unreachable } from '../errors/unreachable.ts';
import type {
  ContextArgument,
  FetchNode,
  PathSegment,
  PlanNode,
  PlanPath,
  QueryPlan,
  RequiredSelection,
  Rewrite,
} from './query-plan.ts';

/** Translates a plan of Apollo's planner. */
export function fromApolloPlan({ node }: ApolloPlan): QueryPlan {
  if (node?.kind === 'Subscription') {
    throw new Error('A plan with a Subscription node cannot be executed.');
  }
  return { kind: 'QueryPlan', node: node === undefined ? null : nodeOf(node, []) };
}

function nodeOf(node: ApolloNode, path: PlanPath): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((child) => nodeOf(child, path)) };
    case 'Flatten':
      return nodeOf(node.node, [...path, ...node.path.flatMap(segmentsOf)]);
    case 'Fetch':
      return fetchOf(node, path);
    case 'Condition':
    case 'Defer':
      throw new Error(`A plan with a ${node.kind} node cannot be executed.`);
    default:
      return unreachable(node);
  }
}

function fetchOf(node: ApolloFetchNode, path: PlanPath): FetchNode {
  const { requires } = node;
  const outputRewrites = (node.outputRewrites ?? []).map(rewriteOf);
  const contextArguments = (node.contextRewrites ?? []).map(contextArgumentOf);
  const request = {
    kind: 'Fetch' as const,
    subgraph: node.serviceName,
    operationKind: node.operationKind,
    operationName: node.operationName,
    document: node.operation,
    variables: (node.variableUsages ?? []).filter(
      (name) => !contextArguments.some(({ variable }) => variable === name),
    ),
  };
  if (requires === undefined) return { ...request, entities: [], outputRewrites };
  const entities = {
    responseName: '_entities',
    variable: 'representations',
    paths: [path],
    requires: requires.map(requiredOf),
    inputRewrites: (node.inputRewrites ?? []).map(rewriteOf),
    outputRewrites,
    ...(contextArguments.length > 0 && { contextArguments }),
  };
  return { ...request, entities: [entities], outputRewrites: [] };
}

/** `products|[Book,Film]` is a field whose objects must be of those types; `@` enters a list. */
function segmentsOf(segment: string | number): PathSegment[] {
  const [name = '', condition] = String(segment).split('|');
  const field: PathSegment[] = [name === '@' ? { kind: 'List' } : { kind: 'Field', name }];
  if (condition === undefined) return field;
  return [...field, { kind: 'TypeCondition', types: condition.replace(/[[\]\s]/g, '').split(',') }];
}

function requiredOf(selection: QueryPlanSelectionNode): RequiredSelection {
  switch (selection.kind) {
    case 'Field': {
      const { name, alias = name, selections = [] } = selection;
      // Representations have the names of the data: the planner aliases what it reads, and renames.
      return { kind: 'Field', name: alias, sendAs: alias, selections: selections.map(requiredOf) };
    }
    case 'InlineFragment': {
      const { typeCondition, selections } = selection;
      return { kind: 'InlineFragment', typeCondition, selections: selections.map(requiredOf) };
    }
    default:
      return unreachable(selection);
  }
}

/** `..` is the object around. */
function contextArgumentOf({
  path,
  renameKeyTo,
}: {
  path: readonly string[];
  renameKeyTo: string;
}): ContextArgument {
  const up = path.filter((segment) => segment === '..').length;
  return { variable: renameKeyTo, up, path: path.slice(up).map(rewriteSegmentOf) };
}

const ON = '... on ';

function rewriteOf(rewrite: FetchDataRewrite): Rewrite {
  const path = rewrite.path.map(rewriteSegmentOf);
  return rewrite.kind === 'ValueSetter'
    ? { kind: 'SetValue', path, value: rewrite.setValueTo }
    : { kind: 'RenameKey', path, to: rewrite.renameKeyTo };
}

function rewriteSegmentOf(segment: string): PathSegment {
  return segment.startsWith(ON)
    ? { kind: 'TypeCondition', types: [segment.slice(ON.length)] }
    : { kind: 'Field', name: segment };
}
