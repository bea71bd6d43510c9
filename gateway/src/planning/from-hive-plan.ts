import type * as Hive from '@graphql-hive/router-query-planner';
import { unreachable } from '../errors/unreachable.ts';
import type {
  EntityRequest,
  FetchNode,
  PathSegment,
  PlanNode,
  PlanPath,
  QueryPlan,
  RequiredSelection,
  Rewrite,
} from './query-plan.ts';

/** Translates a plan of Hive's planner. */
export function fromHivePlan(plan: Hive.QueryPlan): QueryPlan {
  // Its types say `undefined` for what is not there; in fact it is null at times.
  return { kind: 'QueryPlan', node: plan.node ? nodeOf(plan.node, []) : null };
}

function nodeOf(node: Hive.PlanNode, path: PlanPath): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((child) => nodeOf(child, path)) };
    case 'Flatten':
      return nodeOf(node.node, [...path, ...node.path.map(segmentOf)]);
    case 'Fetch':
      return { ...requestOf(node), ...fetchedBy(node, path) };
    case 'BatchFetch':
      return {
        ...requestOf(node),
        entities: node.entityBatch.aliases.map(entitiesOf),
        outputRewrites: [],
      };
    case 'Condition':
    case 'Subscription':
    case 'Defer':
      throw new Error(`A plan with a ${node.kind} node cannot be executed.`);
    default:
      return unreachable(node);
  }
}

function requestOf(node: Hive.FetchNode | Hive.BatchFetchNode) {
  return {
    kind: 'Fetch' as const,
    subgraph: node.serviceName,
    operationKind: node.operationKind ?? 'query',
    operationName: node.operationName,
    document: node.operation,
    variables: node.variableUsages ?? [],
  };
}

function fetchedBy(
  { requires, inputRewrites, outputRewrites }: Hive.FetchNode,
  path: PlanPath,
): Pick<FetchNode, 'entities' | 'outputRewrites'> {
  if (requires === undefined) {
    return { entities: [], outputRewrites: (outputRewrites ?? []).map(rewriteOf) };
  }
  const entities = {
    responseName: '_entities',
    variable: 'representations',
    paths: [path],
    requires: requires.flatMap(requiredOf),
    inputRewrites: (inputRewrites ?? []).map(rewriteOf),
    outputRewrites: (outputRewrites ?? []).map(rewriteOf),
  };
  return { entities: [entities], outputRewrites: [] };
}

function entitiesOf(batch: Hive.EntityBatchAlias): EntityRequest {
  return {
    responseName: batch.alias,
    variable: batch.representationsVariableName,
    paths: batch.paths.map((path) => path.map(segmentOf)),
    requires: batch.requires.flatMap(requiredOf),
    inputRewrites: (batch.inputRewrites ?? []).map(rewriteOf),
    outputRewrites: (batch.outputRewrites ?? []).map(rewriteOf),
  };
}

function segmentOf(segment: Hive.FlattenNodePathSegment): PathSegment {
  if (segment === '@') return { kind: 'List' };
  return 'Field' in segment
    ? { kind: 'Field', name: segment.Field }
    : { kind: 'TypeCondition', types: segment.TypeCondition };
}

function requiredOf(selection: Hive.RequiresSelection): RequiredSelection[] {
  switch (selection.kind) {
    case 'Field': {
      const { name, alias = name, selections = [] } = selection;
      return [{ kind: 'Field', name, sendAs: alias, selections: selections.flatMap(requiredOf) }];
    }
    case 'InlineFragment': {
      const { typeCondition, selections } = selection;
      return [
        { kind: 'InlineFragment', typeCondition, selections: selections.flatMap(requiredOf) },
      ];
    }
    case 'FragmentSpread':
      throw new Error(`A plan with a fragment spread (${selection.value}) cannot be executed.`);
    default:
      return unreachable(selection);
  }
}

function rewriteOf(rewrite: Hive.InputRewrite): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { kind: 'RenameKey', path: path.map(rewriteSegmentOf), to: renameKeyTo };
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return { kind: 'SetValue', path: path.map(rewriteSegmentOf), value: setValueTo };
}

function rewriteSegmentOf(segment: Hive.FetchNodePathSegment): PathSegment {
  return 'Key' in segment
    ? { kind: 'Field', name: segment.Key }
    : { kind: 'TypeCondition', types: segment.TypenameEquals };
}
