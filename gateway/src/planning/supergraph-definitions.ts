import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parseType,
  type TypeNode,
} from 'graphql';

export type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function hasFields(definition: DefinitionNode): definition is TypeWithFields {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

export function isJoinField({ name }: ConstDirectiveNode): boolean {
  return name.value === 'join__field';
}

/** The text of an argument that is a string, or the name of one that is an enum value. */
export function textIn(
  { arguments: args = [] }: ConstDirectiveNode,
  name: string,
): string | undefined {
  const value = args.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

export function withText(
  directive: ConstDirectiveNode,
  name: string,
  value: string,
): ConstDirectiveNode {
  const args = (directive.arguments ?? []).map((argument) =>
    argument.name.value === name
      ? { ...argument, value: { kind: Kind.STRING as const, value } }
      : argument,
  );
  return { ...directive, arguments: args };
}

/** The name of a field's type in one subgraph, which may be narrower than in the supergraph. */
export function typeIn(graph: string, { type, directives = [] }: FieldDefinitionNode): string {
  const own = directives.find(
    (directive) => isJoinField(directive) && textIn(directive, 'graph') === graph,
  );
  const text = own && textIn(own, 'type');
  return namedType(text === undefined ? type : parseType(text, { noLocation: true }));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
