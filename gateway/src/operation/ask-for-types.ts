import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Makes what has an operation ask for the type of an object where nothing else is asked of it, and where
 * it could be of a type which clients must not see: such an object is hidden, and planners ask for types
 * only where a plan depends on them.
 */
export function createAskForTypes(
  apiSchema: GraphQLSchema,
  fullSchema: GraphQLSchema,
): (document: DocumentNode) => DocumentNode {
  const hasHiddenMembers = new Set(
    Object.values(apiSchema.getTypeMap()).flatMap((type) => {
      const full = fullSchema.getType(type.name);
      if (!isAbstractType(type) || !isAbstractType(full)) return [];
      const isSame =
        fullSchema.getPossibleTypes(full).length === apiSchema.getPossibleTypes(type).length;
      return isSame ? [] : [type.name];
    }),
  );
  if (hasHiddenMembers.size === 0) {
    return (document) =>
      visit(document, {
        SelectionSet: (node) => (node.selections.length === 0 ? askForType(node) : undefined),
      });
  }
  return (document) => {
    const typeInfo = new TypeInfo(apiSchema);
    return visit(
      document,
      visitWithTypeInfo(typeInfo, {
        SelectionSet(node) {
          const type = typeInfo.getParentType();
          const asks = node.selections.length === 0 || hasHiddenMembers.has(type?.name ?? '');
          return asks ? askForType(node) : undefined;
        },
      }),
    );
  };
}

function askForType(node: SelectionSetNode): SelectionSetNode {
  return { ...node, selections: [TYPENAME, ...node.selections] };
}
