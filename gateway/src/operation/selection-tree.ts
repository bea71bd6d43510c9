import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';

/** The response names that a document asks for, each with those below it; conditions are ignored. */
export type SelectionTree = ReadonlyMap<string, SelectionTree>;
type MutableTree = Map<string, MutableTree>;

/** Reads the tree of a document's first operation. */
export function selectionTreeOf(source: string): SelectionTree {
  const document = parse(source, { noLocation: true });
  const tree: MutableTree = new Map();
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind === Kind.OPERATION_DEFINITION) add(operation.selectionSet, tree, document);
  return tree;
}

function add({ selections }: SelectionSetNode, tree: MutableTree, document: DocumentNode): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      const below = tree.get(name) ?? new Map();
      tree.set(name, below);
      if (selection.selectionSet) add(selection.selectionSet, below, document);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      add(selection.selectionSet, tree, document);
    } else {
      const { name } = selection;
      const fragment = document.definitions.find(
        (definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name.value,
      );
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) add(fragment.selectionSet, tree, document);
    }
  }
}
