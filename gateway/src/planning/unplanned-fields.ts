import { type DocumentNode, Kind, type SelectionNode } from 'graphql';
import { selectionTreeOf } from '../operation/selection-tree.ts';
import type { PlanNode, QueryPlan } from './query-plan.ts';

/**
 * The root fields of an operation that no fetch of its plan asks for: Apollo's planner leaves out what
 * no subgraph can resolve, without a word. Fields under conditions may be left out rightly.
 */
export function unplannedFields(document: DocumentNode, { node }: QueryPlan): readonly string[] {
  const planned = new Set(node === null ? [] : rootFields(node));
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return unconditional(operation.selectionSet.selections).filter((name) => !planned.has(name));
}

function rootFields(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'Fetch':
      return node.entities.length > 0 ? [] : [...selectionTreeOf(node.document).keys()];
    case 'Condition':
      return [node.ifTrue, node.ifFalse].flatMap((clause) => (clause ? rootFields(clause) : []));
    default:
      return node.nodes.flatMap(rootFields);
  }
}

function unconditional(selections: readonly SelectionNode[]): readonly string[] {
  return selections.flatMap((selection) => {
    const { directives = [] } = selection;
    if (directives.some(({ name }) => name.value === 'skip' || name.value === 'include')) return [];
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT
      ? unconditional(selection.selectionSet.selections)
      : [];
  });
}
