import { type DocumentNode, Kind, type SelectionNode } from 'graphql';
import { responseNameOf } from '../operation/response-name.ts';
import { selectionTreeOf } from '../operation/selection-tree.ts';
import type { PlanNode, QueryPlan } from './query-plan.ts';

/**
 * The root fields of an operation that no fetch of its plan asks for: Apollo's planner leaves out what
 * no subgraph can resolve, without a word.
 */
export function unplannedFields(document: DocumentNode, { node }: QueryPlan): readonly string[] {
  const planned = new Set(node === null ? [] : rootFields(node));
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return askedFor(operation.selectionSet.selections).filter((name) => !planned.has(name));
}

function rootFields(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'Fetch':
      return node.entities.length > 0 ? [] : [...selectionTreeOf(node.document).keys()];
    default:
      return node.nodes.flatMap(rootFields);
  }
}

function askedFor(selections: readonly SelectionNode[]): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [responseNameOf(selection)];
    return selection.kind === Kind.INLINE_FRAGMENT
      ? askedFor(selection.selectionSet.selections)
      : [];
  });
}
