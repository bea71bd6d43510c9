import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NameNode,
} from 'graphql';

const INACCESSIBLE: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'inaccessible' },
};

interface Element {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Marks elements `@inaccessible`: types, their members and arguments, by coordinate. */
export function hideElements(document: DocumentNode, hidden: ReadonlySet<string>): DocumentNode {
  function mark<E extends Element>(element: E, coordinate: string): E {
    const { directives = [] } = element;
    const isMarked = directives.some(({ name }) => name.value === 'inaccessible');
    if (!hidden.has(coordinate) || isMarked) return element;
    return { ...element, directives: [...directives, INACCESSIBLE] };
  }

  function markAll(definition: DefinitionNode): DefinitionNode {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION: {
        const { value: of } = definition.name;
        const fields = definition.fields?.map((field) => {
          const coordinate = `${of}.${field.name.value}`;
          const args = field.arguments?.map((argument) =>
            mark(argument, `${coordinate}(${argument.name.value}:)`),
          );
          return mark({ ...field, ...(args && { arguments: args }) }, coordinate);
        });
        return mark({ ...definition, ...(fields && { fields }) }, of);
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
        const { value: of } = definition.name;
        const fields = definition.fields?.map((field) => mark(field, `${of}.${field.name.value}`));
        return mark({ ...definition, ...(fields && { fields }) }, of);
      }
      case Kind.ENUM_TYPE_DEFINITION: {
        const { value: of } = definition.name;
        const values = definition.values?.map((value) => mark(value, `${of}.${value.name.value}`));
        return mark({ ...definition, ...(values && { values }) }, of);
      }
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
        return mark(definition, definition.name.value);
      default:
        return definition;
    }
  }

  return { ...document, definitions: document.definitions.map(markAll) };
}
