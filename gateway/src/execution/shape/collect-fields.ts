import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { MatchesType } from '../type-conditions.ts';

/** Under which name a field is in the data; mostly that of the response. */
export type NameInData = (field: FieldNode) => string;

export const responseNameOf: NameInData = ({ alias, name }) => alias?.value ?? name.value;

/** What the fields of an operation depend on, besides its selections. */
export interface FieldCollector {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly matches: MatchesType;
  /** The values of the variables that `@skip` and `@include` use. */
  readonly conditions: ReadonlyMap<string, boolean>;
}

/** All the fields with one response name: they are one field of the response. */
export type FieldGroup = readonly [FieldNode, ...FieldNode[]];

/** GraphQL spec §6.3.2 (CollectFields), for objects of one type; in the order of the response. */
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
      if (!isIncluded(selection, collector)) continue;
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

/** GraphQL spec §3.13.1 and §3.13.2: `@skip` wins over `@include`. */
function isIncluded({ directives = [] }: SelectionNode, { conditions }: FieldCollector): boolean {
  return directives.every(({ name, arguments: args = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = args[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === 'include');
  });
}

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}
