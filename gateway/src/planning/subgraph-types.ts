import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  parse,
} from 'graphql';
import { hasFields, isJoinField, textIn, typeIn } from './supergraph-definitions.ts';

/** What the types of a supergraph are in each of its subgraphs. */
export interface SubgraphTypes {
  /**
   * The object types that a type can stand for in a subgraph: all implementations that there are where the
   * subgraph sees an interface as an object.
   */
  membersIn(subgraph: string, type: string): ReadonlySet<string>;
  /** The object types that a type can stand for in any subgraph. */
  members(type: string): ReadonlySet<string>;
  /**
   * The object types that a field can bring when one subgraph is asked for it: those that it can bring from
   * every subgraph that has it, since planners take any of these. Federation leaves the others to chance.
   */
  broughtBy(subgraph: string, type: string, field: string): ReadonlySet<string>;
}

/** Reads the directives of a supergraph. Join spec 0.3 and later: those before do not tell members. */
export function readSubgraphTypes(sdl: string): SubgraphTypes {
  const { definitions } = parse(sdl, { noLocation: true });
  const graphs = graphsOf({ definitions });
  const everywhere = new Map<string, Set<string>>();
  const members = new Map(graphs.values().map((graph) => [graph, new Map<string, Set<string>>()]));
  const interfaceObjects = new Set<string>();
  const fields = new Map(
    definitions.filter(hasFields).map(({ name, fields: own = [] }) => {
      return [name.value, new Map(own.map((field) => [field.name.value, field]))];
    }),
  );
  const add = (graph: string | undefined, type: string | undefined, member: string) => {
    if (graph === undefined || type === undefined) return;
    remember(everywhere, type, member);
    const own = members.get(graph);
    if (own !== undefined) remember(own, type, member);
  };

  for (const definition of definitions) {
    for (const directive of directivesOf(definition)) {
      const graph = textIn(directive, 'graph');
      const type = nameOf(definition);
      switch (directive.name.value) {
        case 'join__type':
          if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) add(graph, type, type);
          else if (isTrue(directive, 'isInterfaceObject')) interfaceObjects.add(`${graph} ${type}`);
          break;
        case 'join__implements':
          if (definition.kind === Kind.OBJECT_TYPE_DEFINITION)
            add(graph, textIn(directive, 'interface'), type);
          break;
        case 'join__unionMember':
          add(graph, type, textIn(directive, 'member') ?? '');
          break;
      }
    }
  }

  const none: ReadonlySet<string> = new Set();
  const membersAnywhere = (type: string) => everywhere.get(type) ?? none;
  const membersInGraph = (graph: string, type: string) => {
    if (interfaceObjects.has(`${graph} ${type}`)) return membersAnywhere(type);
    return members.get(graph)?.get(type) ?? none;
  };
  return {
    members: membersAnywhere,
    membersIn: (subgraph, type) => membersInGraph(graphs.get(subgraph) ?? '', type),
    broughtBy(subgraph, type, field) {
      const definition = fields.get(type)?.get(field);
      if (definition === undefined) return none;
      const inGraph = (graph: string) => membersInGraph(graph, typeIn(graph, definition));
      const joined = (definition.directives ?? []).filter(isJoinField);
      // Where nothing is said of a field, it is in every subgraph that has the type.
      const having =
        joined.length === 0
          ? [...members].flatMap(([graph, own]) => (own.has(type) ? graph : []))
          : joined.flatMap((directive) => textIn(directive, 'graph') ?? []);
      return having.map(inGraph).reduce(inBoth, inGraph(graphs.get(subgraph) ?? ''));
    },
  };
}

/** The enum values that directives call subgraphs by, by the subgraphs' names. */
function graphsOf({ definitions }: Pick<DocumentNode, 'definitions'>): ReadonlyMap<string, string> {
  const graphs = definitions.find((definition) => nameOf(definition) === 'join__Graph');
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) return new Map();
  return new Map(
    (graphs.values ?? []).map(({ name, directives: [directive] = [] }) => {
      return [(directive && textIn(directive, 'name')) ?? name.value, name.value];
    }),
  );
}

function remember(types: Map<string, Set<string>>, type: string, member: string): void {
  const known = types.get(type);
  if (known === undefined) types.set(type, new Set([member]));
  else known.add(member);
}

/** What two sets have in common. */
export function inBoth(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(Array.from(one).filter((name) => other.has(name)));
}

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition ? (definition.name?.value ?? '') : '';
}

function directivesOf(definition: DefinitionNode): readonly ConstDirectiveNode[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return definition.directives ?? [];
    default:
      return [];
  }
}

function isTrue({ arguments: args = [] }: ConstDirectiveNode, name: string): boolean {
  const value = args.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}
