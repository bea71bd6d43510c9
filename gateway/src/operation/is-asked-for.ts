import { type FieldNode, Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Whether a document asks a subgraph for anything, the conditions of its fields being what they are.
 * Null when it always does. Planners put conditions on fields, and then the request for none is needless.
 */
export function compileIsAskedFor(document: string): ((variables: Variables) => boolean) | null {
  if (!/@(skip|include)\b/.test(document)) return null;
  const { definitions } = parse(document, { noLocation: true });
  const fragments = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, definition.selectionSet]]
        : [],
    ),
  );
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return null;
  const roots = operation.selectionSet;
  return (variables) => asksFor(roots, variables);

  function asksFor({ selections }: SelectionSetNode, variables: Variables): boolean {
    return selections.some((selection) => {
      if (!holds(selection, variables)) return false;
      if (selection.kind === Kind.FIELD) return isData(selection, variables);
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value);
      return fragment !== undefined && asksFor(fragment, variables);
    });
  }

  function isData({ name, selectionSet }: FieldNode, variables: Variables): boolean {
    if (name.value !== '_entities' || selectionSet === undefined) return true;
    return asksFor(selectionSet, variables);
  }
}

/** GraphQL spec §3.13: `@skip` and `@include`. */
function holds({ directives = [] }: SelectionNode, variables: Variables): boolean {
  return directives.every(({ name, arguments: args = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = args[0]?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (name.value === 'include');
  });
}
