import { type DocumentNode, Kind, parse, type SchemaDefinitionNode } from 'graphql';

const LINK = '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)';
const DEFINITION = `directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION |
  ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`;

/** Sees to it that a supergraph knows `@inaccessible`, and that gateways that do not refuse it. */
export function declareInaccessible(document: DocumentNode): DocumentNode {
  const isDeclared = document.definitions.some(
    (definition) =>
      definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === 'inaccessible',
  );
  if (isDeclared) return document;
  const declared = parse(`schema ${LINK} { query: Query }\n${DEFINITION}`, { noLocation: true });
  const [{ directives: links = [] }, definition] = declared.definitions as [
    SchemaDefinitionNode,
    DocumentNode['definitions'][number],
  ];
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.SCHEMA_DEFINITION
      ? { ...node, directives: [...(node.directives ?? []), ...links] }
      : node,
  );
  return { ...document, definitions: [...definitions, definition] };
}
