import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { directivesNamed } from './directive-arguments.ts';

/** Which subgraphs may be asked for a field. */
export interface FieldOwners {
  /** All subgraphs, by their names. */
  readonly subgraphs: readonly string[];
  /** Indexes of those that resolve a field. */
  ownersOf(
    type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
    field: FieldDefinitionNode,
  ): readonly number[];
}

/** Reads it from a supergraph. Join spec 0.5. */
export function readFieldOwners(document: DocumentNode): FieldOwners {
  const graphs = graphsOf(document);
  const indexes = new Map(graphs.map(({ value }, index) => [value, index]));
  const indexesOf = (joined: readonly Readonly<Record<string, unknown>>[]) => [
    ...new Set(joined.flatMap(({ graph }) => indexes.get(String(graph)) ?? [])),
  ];
  return {
    subgraphs: graphs.map(({ name }) => name),
    ownersOf(type, field) {
      const joined = directivesNamed(field, 'join__field');
      const having = indexesOf(joined.filter(resolves));
      // Where nothing is said of a field, each subgraph that has the type has it.
      return having.length > 0 ? having : indexesOf(directivesNamed(type, 'join__type'));
    },
  };
}

/** What is overridden for a share of the requests is still asked for by the others. */
function resolves(joined: Readonly<Record<string, unknown>>): boolean {
  if (joined.external === true) return false;
  return joined.usedOverridden !== true || joined.overrideLabel !== undefined;
}

function graphsOf({ definitions }: DocumentNode): { value: string; name: string }[] {
  const graphs = definitions.find(
    (definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) return [];
  return (graphs.values ?? []).map((graph) => {
    const { value } = graph.name;
    return { value, name: String(directivesNamed(graph, 'join__graph')[0]?.name ?? value) };
  });
}
