import { Kind, parse, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fragments-of.ts';
import { responseNameOf } from './response-name.ts';

/** The response names that a document asks for, each with those below it. */
export type SelectionTree = ReadonlyMap<string, SelectionTree>;
type MutableTree = Map<string, MutableTree>;

/** Reads the tree of a document's first operation. */
export function selectionTreeOf(source: string): SelectionTree {
  const document = parse(source, { noLocation: true });
  const fragments = fragmentsOf(document);
  const tree: MutableTree = new Map();
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind === Kind.OPERATION_DEFINITION) add(operation.selectionSet, tree);
  return tree;

  function add({ selections }: SelectionSetNode, around: MutableTree): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = responseNameOf(selection);
        const below = around.get(name) ?? new Map();
        around.set(name, below);
        if (selection.selectionSet) add(selection.selectionSet, below);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment !== undefined) add(fragment.selectionSet, around);
    }
  }
}
