import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';

/** Something of a supergraph that can be hidden. */
export interface SchemaElement {
  readonly coordinate: string;
  readonly tags: readonly string[];
  /** The types that it names. */
  readonly types: readonly string[];
  /** Fields, values or arguments. */
  readonly members: readonly SchemaElement[];
}

export interface TypeElement extends SchemaElement {
  readonly implements: readonly string[];
}

/** The types of a supergraph with all that is in them. What specs put into it for gateways is not the graph's. */
export function readElements({ definitions }: DocumentNode): readonly TypeElement[] {
  const specs = definitions.flatMap(specNames);
  return definitions
    .map(typeElement)
    .filter((type) => type !== null)
    .filter(({ coordinate }) => !specs.some((name) => coordinate.startsWith(`${name}__`)));
}

/** What the specs that a schema links are called in it (core schemas: `@link(url:, as:)`). */
function specNames(definition: DefinitionNode): string[] {
  if (definition.kind !== Kind.SCHEMA_DEFINITION) return [];
  return (definition.directives ?? [])
    .filter(({ name }) => name.value === 'link')
    .flatMap(({ arguments: args = [] }) => {
      const textOf = (wanted: string) => {
        const value = args.find(({ name }) => name.value === wanted)?.value;
        return value?.kind === Kind.STRING ? value.value : undefined;
      };
      // https://specs.apollo.dev/NAME/vMAJOR.MINOR
      const [, name] = /\/([^/]+)\/v\d[^/]*\/?$/.exec(textOf('url') ?? '') ?? [];
      return textOf('as') ?? name ?? [];
    });
}

function typeElement(definition: DefinitionNode): TypeElement | null {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const interfaces = (definition.interfaces ?? []).map(({ name }) => name.value);
      const { value: coordinate } = definition.name;
      return {
        ...{ coordinate, tags: tagsOf(definition.directives), types: interfaces },
        implements: interfaces,
        members: (definition.fields ?? []).map((field) => fieldElement(coordinate, field)),
      };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const { value: coordinate } = definition.name;
      const members = (definition.fields ?? []).map(({ name, directives, type }) => ({
        ...{ coordinate: `${coordinate}.${name.value}`, tags: tagsOf(directives), members: [] },
        types: [namedType(type)],
      }));
      return alone(coordinate, definition.directives, members);
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const { value: coordinate } = definition.name;
      const members = (definition.values ?? []).map(({ name, directives }) => ({
        ...{ coordinate: `${coordinate}.${name.value}`, tags: tagsOf(directives) },
        ...{ types: [], members: [] },
      }));
      return alone(coordinate, definition.directives, members);
    }
    case Kind.UNION_TYPE_DEFINITION: {
      const types = (definition.types ?? []).map(({ name }) => name.value);
      return { ...alone(definition.name.value, definition.directives, []), types };
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return alone(definition.name.value, definition.directives, []);
    default:
      return null;
  }
}

function alone(
  coordinate: string,
  directives: readonly ConstDirectiveNode[] | undefined,
  members: readonly SchemaElement[],
): TypeElement {
  return { coordinate, tags: tagsOf(directives), types: [], implements: [], members };
}

function fieldElement(of: string, field: FieldDefinitionNode): SchemaElement {
  const coordinate = `${of}.${field.name.value}`;
  return {
    ...{ coordinate, tags: tagsOf(field.directives), types: [namedType(field.type)] },
    members: (field.arguments ?? []).map(({ name, directives, type }) => ({
      ...{ coordinate: `${coordinate}(${name.value}:)`, tags: tagsOf(directives), members: [] },
      types: [namedType(type)],
    })),
  };
}

function tagsOf(directives: readonly ConstDirectiveNode[] = []): string[] {
  return directives
    .filter(({ name }) => name.value === 'tag')
    .flatMap(({ arguments: args = [] }) => args.map(({ value }) => value))
    .flatMap((value) => (value.kind === Kind.STRING ? value.value : []));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
