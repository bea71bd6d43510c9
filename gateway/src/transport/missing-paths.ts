import { type FieldNode, Kind, parse, type SelectionNode } from 'graphql';

type Path = readonly (string | number)[];

/**
 * Where the fields of a request to a subgraph would have been in its answer: of each root field, or of
 * the first field of the first entity. The executor makes the client's paths of them.
 */
export function missingPaths(query: string): readonly Path[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const fields = fieldsOf(operation?.selectionSet.selections ?? []);
  return fields.map((field) => {
    if (field.name.value !== '_entities') return [responseName(field)];
    const [first] = fieldsOf(field.selectionSet?.selections ?? []);
    return first === undefined ? ['_entities', 0] : ['_entities', 0, responseName(first)];
  });
}

/** The fields of selections, through inline fragments; the planner writes no others. */
function fieldsOf(selections: readonly SelectionNode[]): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet.selections);
    const isData = selection.kind === Kind.FIELD && selection.name.value !== '__typename';
    return isData ? [selection] : [];
  });
}

function responseName({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
