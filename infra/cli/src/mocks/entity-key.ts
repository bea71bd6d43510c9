import { type GraphQLObjectType, Kind, parse, type SelectionSetNode } from 'graphql';

/** The names of the fields at the top of each `@key` of a type, first key first. */
export function keysOf(type: GraphQLObjectType): readonly (readonly string[])[] {
  const nodes = [type.astNode, ...type.extensionASTNodes];
  return nodes
    .flatMap((node) => node?.directives ?? [])
    .filter(({ name }) => /^(federation__)?key$/.test(name.value))
    .flatMap(({ arguments: given }) => {
      const fields = given?.find(({ name }) => name.value === 'fields')?.value;
      return fields?.kind === Kind.STRING ? [fieldNames(fields.value)] : [];
    });
}

/** Says which entity an object is, by the first of its type's keys that it has; null if by none. */
export function identityOf(type: GraphQLObjectType, object: object): string | null {
  const key = keysOf(type).find((names) => names.every((name) => Object.hasOwn(object, name)));
  if (key === undefined) return null;
  const values = key.map((name) => Reflect.get(object, name));
  return JSON.stringify([type.name, key, values]);
}

function fieldNames(fields: string): string[] {
  const [operation] = parse(`{ ${fields} }`).definitions;
  const { selections }: SelectionSetNode =
    operation?.kind === Kind.OPERATION_DEFINITION
      ? operation.selectionSet
      : { kind: Kind.SELECTION_SET, selections: [] };
  return selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : []));
}
