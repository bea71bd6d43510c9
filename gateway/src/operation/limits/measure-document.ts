import {
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Measures } from './limit-table.ts';
import type { OrderedFragments } from './order-fragments.ts';

/** What a selection set amounts to with its fragments written out. */
interface Extent {
  readonly depth: number;
  readonly height: number;
  readonly aliases: number;
  readonly topFields: number;
  readonly introspection: number;
}

const NOTHING: Extent = { depth: 0, height: 0, aliases: 0, topFields: 0, introspection: 0 };

/**
 * Measures a document as it would be with its fragments written out, without writing them out: each is
 * measured once, so the time grows with the document, and numbers only become large (Infinity at the most),
 * never wrong. Of several operations the largest counts. A fragment within itself counts as nothing there:
 * validation names it.
 */
export function measureDocument(
  { definitions }: DocumentNode,
  { inOrder, backwards }: OrderedFragments,
): Measures {
  const known = new Map<string, Extent>();
  for (const { name, selectionSet } of inOrder) known.set(name.value, ofSelections(selectionSet));
  const operations = definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const extents = operations.map((operation) => {
    const extent = ofSelections(operation.selectionSet);
    const isQuery = operation.operation === OperationTypeNode.QUERY;
    return isQuery ? extent : { ...extent, introspection: 0 };
  });
  const most = (name: keyof Extent) =>
    extents.reduce((largest, extent) => Math.max(largest, extent[name]), 0);
  return {
    operations: operations.length,
    fragments: inOrder.length,
    depth: most('depth'),
    height: most('height'),
    aliases: most('aliases'),
    rootFields: most('topFields'),
    introspection: most('introspection'),
  };

  function ofSelections({ selections }: SelectionSetNode): Extent {
    let extent = NOTHING;
    for (const selection of selections) extent = together(extent, ofSelection(selection));
    return extent;
  }

  function ofSelection(selection: SelectionNode): Extent {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection);
      case Kind.INLINE_FRAGMENT:
        return ofSelections(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        if (backwards.has(selection)) return NOTHING;
        return known.get(selection.name.value) ?? NOTHING;
    }
  }

  function ofField({ alias, name, selectionSet }: FieldNode): Extent {
    const below = selectionSet === undefined ? NOTHING : ofSelections(selectionSet);
    return {
      depth: below.depth + 1,
      height: below.height + 1,
      aliases: below.aliases + (alias === undefined ? 0 : 1),
      topFields: 1,
      introspection: name.value === '__schema' || name.value === '__type' ? 1 : 0,
    };
  }
}

function together(a: Extent, b: Extent): Extent {
  return {
    depth: Math.max(a.depth, b.depth),
    height: a.height + b.height,
    aliases: a.aliases + b.aliases,
    topFields: a.topFields + b.topFields,
    introspection: a.introspection + b.introspection,
  };
}
