import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
  typeFromAST,
  type ValidationContext,
} from 'graphql';

/** The pages select some sixty fields at once. */
const MOST_SELECTIONS = 1_000;
const MOST_LEVELS = 12;
/** A graph leads to its variants, and these to their graph: each round multiplies what is read. */
const MOST_OF_A_TYPE = 2;

/**
 * Refuses operations that select too much, too deep, or the same type again and again on one way; fragments
 * count wherever they are spread.
 */
export function limitSelection(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const root = context.getSchema().getRootType(operation.operation);
      const problem = root == null ? null : problemOf(operation.selectionSet, root, context);
      if (problem !== null) {
        context.reportError(new GraphQLError(problem, { nodes: operation }));
      }
      return false;
    },
  };
}

function problemOf(
  selections: SelectionSetNode,
  root: GraphQLNamedType,
  context: ValidationContext,
): string | null {
  const schema = context.getSchema();
  let selected = 0;
  return visit(selections, root, []);

  function visit(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType,
    above: readonly GraphQLNamedType[],
  ): string | null {
    for (const selection of selections) {
      // Also spreads: circles of them are another rule's, which may come later.
      selected += 1;
      if (selected > MOST_SELECTIONS) return `More than ${MOST_SELECTIONS} fields are selected.`;
      const problem =
        selection.kind === 'Field'
          ? visitField(selection.name.value, selection.selectionSet, { type, above })
          : visitFragment(
              selection.kind === 'InlineFragment'
                ? selection
                : context.getFragment(selection.name.value),
              { type, above },
            );
      if (problem !== null) return problem;
    }
    return null;
  }

  function visitFragment(
    fragment: FragmentDefinitionNode | InlineFragmentNode | null | undefined,
    { type, above }: { type: GraphQLNamedType; above: readonly GraphQLNamedType[] },
  ): string | null {
    if (fragment == null) return null;
    const { typeCondition, selectionSet } = fragment;
    const narrowed = typeCondition && typeFromAST(schema, typeCondition);
    return visit(selectionSet, narrowed ?? type, above);
  }

  function visitField(
    name: string,
    selectionSet: SelectionSetNode | undefined,
    { type, above }: { type: GraphQLNamedType; above: readonly GraphQLNamedType[] },
  ): string | null {
    if (selectionSet === undefined || !(isObjectType(type) || isInterfaceType(type))) return null;
    // What is not there is another rule's, and so is how often introspection goes round.
    const field = type.getFields()[name];
    if (field === undefined) return null;
    const way = [...above, type];
    if (way.length >= MOST_LEVELS) {
      return `Fields stand deeper in one another than ${MOST_LEVELS} levels.`;
    }
    const next = getNamedType(field.type);
    if (way.filter((passed) => passed === next).length >= MOST_OF_A_TYPE) {
      return `"${next.name}" is selected in itself more than ${MOST_OF_A_TYPE} times.`;
    }
    return visit(selectionSet, next, way);
  }
}
