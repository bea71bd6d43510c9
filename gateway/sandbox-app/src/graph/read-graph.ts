import {
  type DirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  parse,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

export type TypeKind = 'object' | 'interface' | 'union' | 'enum' | 'input';

export interface GraphField {
  name: string;
  /** As it is written: `[Product!]!`. */
  type: string;
  /** Its type when that stands in the graph, null for scalars. */
  leadsTo: string | null;
  /** Types of its arguments that stand in the graph. */
  takes: readonly string[];
  subgraphs: readonly string[];
}

export interface GraphType {
  name: string;
  kind: TypeKind;
  isEntity: boolean;
  /** The subgraphs that have it. */
  subgraphs: readonly string[];
  fields: readonly GraphField[];
  /** Members of a union, and the interfaces of a type. */
  related: readonly string[];
}

export interface Graph {
  subgraphs: readonly string[];
  types: ReadonlyMap<string, GraphType>;
}

const kinds: Partial<Record<TypeDefinitionNode['kind'], TypeKind>> = {
  ObjectTypeDefinition: 'object',
  InterfaceTypeDefinition: 'interface',
  UnionTypeDefinition: 'union',
  EnumTypeDefinition: 'enum',
  InputObjectTypeDefinition: 'input',
};

/** Reads a supergraph: its types, whose they are, and what leads from one to another. @throws GraphQLError */
export function readGraph(supergraphSdl: string): Graph {
  const definitions = parse(supergraphSdl, { noLocation: true }).definitions.filter(
    (definition): definition is TypeDefinitionNode => definition.kind in kinds,
  );
  const graphNames = readGraphNames(definitions);
  // What the composer keeps its books with: join__Graph, link__Import.
  const own = definitions.filter(({ name }) => !name.value.includes('__'));
  const known = new Set(own.map(({ name }) => name.value));
  const types = own.map((definition) => readType(definition, { graphNames, known }));
  return {
    subgraphs: [...new Set(graphNames.values())].sort(),
    types: new Map(types.map((type) => [type.name, type])),
  };
}

/** The join spec names subgraphs in an enum: `CATALOG @join__graph(name: "catalog")`. */
function readGraphNames(definitions: readonly TypeDefinitionNode[]): ReadonlyMap<string, string> {
  const graphs = definitions.find(({ name }) => name.value === 'join__Graph');
  const values = graphs?.kind === 'EnumTypeDefinition' ? (graphs.values ?? []) : [];
  return new Map(
    values.map(({ name, directives }) => [
      name.value,
      textArgument(directives?.[0], 'name') ?? name.value,
    ]),
  );
}

interface Known {
  graphNames: ReadonlyMap<string, string>;
  known: ReadonlySet<string>;
}

function readType(definition: TypeDefinitionNode, { graphNames, known }: Known): GraphType {
  const joined = directivesOf(definition, 'join__type');
  const subgraphs = namesOf(joined, graphNames);
  const fields = 'fields' in definition ? (definition.fields ?? []) : [];
  return {
    name: definition.name.value,
    kind: kinds[definition.kind] ?? 'object',
    isEntity: joined.some((directive) => textArgument(directive, 'key') !== null),
    subgraphs,
    fields: fields.map((field) => readField(field, { subgraphs, graphNames, known })),
    related: relatedOf(definition).filter((name) => known.has(name)),
  };
}

function readField(
  field: FieldDefinitionNode | InputValueDefinitionNode,
  { subgraphs, graphNames, known }: Known & { subgraphs: readonly string[] },
): GraphField {
  const joined = directivesOf(field, 'join__field').filter(
    (directive) => !directive.arguments?.some(({ name }) => name.value === 'external'),
  );
  const owners = namesOf(joined, graphNames);
  const takes = 'arguments' in field ? (field.arguments ?? []) : [];
  const target = namedType(field.type);
  return {
    name: field.name.value,
    type: printType(field.type),
    leadsTo: known.has(target) ? target : null,
    takes: takes.map(({ type }) => namedType(type)).filter((name) => known.has(name)),
    // Without the directive it is wherever its type is.
    subgraphs: owners.length === 0 ? subgraphs : owners,
  };
}

function relatedOf(definition: TypeDefinitionNode): readonly string[] {
  if (definition.kind === 'UnionTypeDefinition') {
    return (definition.types ?? []).map(({ name }) => name.value);
  }
  return 'interfaces' in definition
    ? (definition.interfaces ?? []).map(({ name }) => name.value)
    : [];
}

function directivesOf(node: { directives?: readonly DirectiveNode[] | undefined }, name: string) {
  return (node.directives ?? []).filter((directive) => directive.name.value === name);
}

function namesOf(
  directives: readonly DirectiveNode[],
  graphNames: ReadonlyMap<string, string>,
): readonly string[] {
  const names = directives.flatMap((directive) => textArgument(directive, 'graph') ?? []);
  return [...new Set(names.map((name) => graphNames.get(name) ?? name))].sort();
}

function textArgument(directive: DirectiveNode | undefined, name: string): string | null {
  const value = directive?.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === 'StringValue' || value?.kind === 'EnumValue' ? value.value : null;
}

function namedType(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : namedType(type.type);
}

function printType(type: TypeNode): string {
  if (type.kind === 'NamedType') return type.name.value;
  const inner = printType(type.type);
  return type.kind === 'ListType' ? `[${inner}]` : `${inner}!`;
}
