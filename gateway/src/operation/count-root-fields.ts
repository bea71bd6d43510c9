import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { fragmentsOf } from './fragments-of.ts';
import { responseNameOf } from './response-name.ts';

/**
 * How often each field of the root type is executed at most, by its name: once for each key that it has in
 * the response (GraphQL spec §6.3.2), whatever fragments it is selected by. `@skip` and `@include` are
 * passed over.
 */
export function countRootFields(
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): ReadonlyMap<string, number> {
  const fragments = fragmentsOf(document);
  const spread = new Set<string>();
  const keys = new Map<string, Set<string>>();
  for (const selection of selectionSet.selections) collect(selection);
  return new Map([...keys].map(([name, { size }]) => [name, size]));

  function collect(selection: SelectionNode): void {
    switch (selection.kind) {
      case Kind.FIELD: {
        const name = selection.name.value;
        const known = keys.get(name) ?? new Set();
        keys.set(name, known.add(responseNameOf(selection)));
        return;
      }
      case Kind.INLINE_FRAGMENT:
        for (const inner of selection.selectionSet.selections) collect(inner);
        return;
      case Kind.FRAGMENT_SPREAD: {
        const name = selection.name.value;
        if (spread.has(name)) return;
        spread.add(name);
        for (const inner of fragments.get(name)?.selectionSet.selections ?? []) collect(inner);
      }
    }
  }
}
