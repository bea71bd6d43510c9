import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { responseNameOf } from '../../operation/response-name.ts';
import type { MatchesType } from '../type-conditions.ts';

/** What the fields of an operation depend on, besides its selections. */
export interface FieldCollector {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly matches: MatchesType;
}

/** All the fields with one response name: they are one field of the response. */
export type FieldGroup = readonly [FieldNode, ...FieldNode[]];

/**
 * GraphQL spec §6.3.2 (CollectFields), for objects of one type; in the order of the response. Conditions
 * have been settled before.
 */
export function collectFields(
  selectionSets: readonly SelectionSetNode[],
  typename: string,
  collector: FieldCollector,
): ReadonlyMap<string, FieldGroup> {
  const groups = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visited = new Set<string>();
  for (const { selections } of selectionSets) collect(selections);
  return groups;

  function collect(selections: readonly SelectionNode[]): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const responseName = responseNameOf(selection);
        const group = groups.get(responseName);
        if (group === undefined) groups.set(responseName, [selection]);
        else group.push(selection);
        continue;
      }
      const fragment = fragmentOf(selection);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (condition === undefined || collector.matches(typename, condition))) {
        collect(fragment.selectionSet.selections);
      }
    }
  }

  function fragmentOf(selection: Exclude<SelectionNode, FieldNode>) {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const name = selection.name.value;
    if (visited.has(name)) return undefined;
    visited.add(name);
    return collector.fragments.get(name);
  }
}
