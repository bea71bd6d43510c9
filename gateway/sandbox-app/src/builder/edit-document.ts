import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parseType,
  type SelectionSetNode,
  TypeInfo,
  type TypeNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const emptyDocument: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** @returns the named operation, or else the document's first. */
export function findOperation(
  document: DocumentNode | undefined,
  name: string | undefined,
): OperationDefinitionNode | null {
  const operations = operationsOf(document ?? emptyDocument);
  return operations.find((operation) => operation.name?.value === name) ?? operations[0] ?? null;
}

export function operationsOf(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

export interface OperationChange {
  schema: GraphQLSchema;
  document: DocumentNode | undefined;
  /** The operation to change; null adds one of the type. */
  operation: OperationDefinitionNode | null;
  type: OperationTypeNode;
  selectionSet: SelectionSetNode | undefined;
}

/**
 * Gives an operation another selection set, and the variable definitions which that needs. An
 * operation without selections leaves the document.
 */
export function changeOperation({
  schema,
  document = emptyDocument,
  operation,
  type,
  selectionSet,
}: OperationChange): DocumentNode {
  const changed = selectionSet && {
    ...(operation ?? { kind: Kind.OPERATION_DEFINITION, operation: type }),
    selectionSet,
  };
  const next = changed ? [withVariables(schema, document, changed)] : [];
  const index = operation ? document.definitions.indexOf(operation) : document.definitions.length;
  return {
    ...document,
    definitions: [
      ...document.definitions.slice(0, index),
      ...next,
      ...document.definitions.slice(index + 1),
    ],
  };
}

/** Defines the variables that are used and not defined, and drops definitions that are not used. */
function withVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationDefinitionNode {
  const used = collectVariables(schema, document, operation);
  const defined = operation.variableDefinitions ?? [];
  const kept = defined.filter((definition) => used.has(definition.variable.name.value));
  const names = new Set(kept.map((definition) => definition.variable.name.value));
  const added = [...used].flatMap(([name, type]) =>
    type && !names.has(name) ? [define(name, type)] : [],
  );
  return { ...operation, variableDefinitions: [...kept, ...added] };
}

/** Each variable below the operation, and in the document's fragments, with the type of its place. */
function collectVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Map<string, TypeNode | null> {
  const used = new Map<string, TypeNode | null>();
  const typeInfo = new TypeInfo(schema);
  const collect = visitWithTypeInfo(typeInfo, {
    VariableDefinition: () => false,
    Variable(node) {
      const type = typeInfo.getInputType();
      if (!used.get(node.name.value))
        used.set(node.name.value, type ? parseType(String(type)) : null);
    },
  });
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  for (const definition of [operation, ...fragments]) visit(definition, collect);
  return used;
}

function define(name: string, type: TypeNode): VariableDefinitionNode {
  const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
  return { kind: Kind.VARIABLE_DEFINITION, variable, type };
}
