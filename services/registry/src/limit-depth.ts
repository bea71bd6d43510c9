import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** The pages ask for eight levels at the most; the schema leads from a graph to itself. */
const MOST_LEVELS = 12;

/** Refuses documents whose fields stand too deep in one another, each fragment by itself. */
export function limitDepth(context: ValidationContext): ASTVisitor {
  let depth = 0;
  return {
    SelectionSet: {
      enter(node) {
        depth += 1;
        if (depth !== MOST_LEVELS + 1) return;
        const message = `Fields stand deeper in one another than ${MOST_LEVELS} levels.`;
        context.reportError(new GraphQLError(message, { nodes: node }));
      },
      leave() {
        depth -= 1;
      },
    },
  };
}
