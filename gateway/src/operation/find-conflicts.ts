import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fragments-of.ts';
import { responseNameOf } from './response-name.ts';

/**
 * The response names that stand for different fields in one place, which is valid where these are on
 * different types (GraphQL spec §5.3.2). `signatureOf` tells fields apart. `document` holds one operation.
 */
export function findConflicts(
  document: DocumentNode,
  signatureOf: (field: FieldNode) => string,
): ReadonlySet<string> {
  const fragments = fragmentsOf(document);
  const conflicts = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) search([definition.selectionSet]);
  }
  return conflicts;

  function search(selectionSets: readonly SelectionSetNode[]): void {
    const groups = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const selectionSet of selectionSets) collect(selectionSet, groups, visited);
    for (const [responseName, fields] of groups) {
      if (fields.length > 1 && new Set(fields.map(signatureOf)).size > 1) {
        conflicts.add(responseName);
      }
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) search(below);
    }
  }

  /** Fields of all types alike: which of them an object has is not known here. */
  function collect(
    { selections }: SelectionSetNode,
    groups: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const responseName = responseNameOf(selection);
        const group = groups.get(responseName);
        if (group === undefined) groups.set(responseName, [selection]);
        else group.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, groups, visited);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet, groups, visited);
      }
    }
  }
}
