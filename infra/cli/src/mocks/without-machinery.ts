import { type DefinitionNode, type DocumentNode, Kind } from 'graphql';

const FIELDS: ReadonlySet<string> = new Set(['_entities', '_service']);
const TYPES: ReadonlySet<string> = new Set(['_Any', '_Entity', '_Service']);

/**
 * Takes out what a running subgraph adds to its schema and may tell with it (Federation: `Query._entities`,
 * `Query._service` and their types): whoever builds a subgraph of it adds the same again.
 */
export function withoutMachinery(document: DocumentNode): DocumentNode {
  return { ...document, definitions: document.definitions.flatMap(own) };
}

function own(definition: DefinitionNode): readonly DefinitionNode[] {
  if ('name' in definition && TYPES.has(definition.name?.value ?? '')) return [];
  if (
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
    definition.kind !== Kind.OBJECT_TYPE_EXTENSION
  ) {
    return [definition];
  }
  const fields = definition.fields?.filter(({ name }) => !FIELDS.has(name.value));
  if (fields?.length === definition.fields?.length) return [definition];
  return fields?.length === 0 ? [] : [{ ...definition, ...(fields && { fields }) }];
}
