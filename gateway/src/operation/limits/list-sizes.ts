import { type ASTVisitor, type DocumentNode, Kind, visit } from 'graphql';

/** What arguments that ask for so many items are called (Relay's cursor connections, and common usage). */
const SIZE_ARGUMENTS = new Set(['first', 'last', 'limit', 'pageSize', 'take']);

export interface ListSizes {
  /** The largest that is written in the document. */
  readonly literal: number;
  /** The variables that say how many. */
  readonly variables: readonly string[];
}

/** How many items a document asks for where arguments say so. */
export function listSizesOf(document: DocumentNode): ListSizes {
  let literal = 0;
  const variables = new Set<string>();
  const visitor: ASTVisitor = {
    Argument({ name, value }) {
      if (!SIZE_ARGUMENTS.has(name.value)) return;
      if (value.kind === Kind.INT) literal = Math.max(literal, Number(value.value));
      if (value.kind === Kind.VARIABLE) variables.add(value.name.value);
    },
    VariableDefinition({ defaultValue }) {
      if (defaultValue?.kind === Kind.INT) literal = Math.max(literal, Number(defaultValue.value));
    },
  };
  visit(document, visitor);
  return { literal, variables: [...variables] };
}

/** The largest of the values that a request has for such variables. */
export function largestListSize(
  { literal, variables }: ListSizes,
  values: Readonly<Record<string, unknown>>,
): number {
  return variables.reduce((largest, name) => {
    const value = Object.hasOwn(values, name) ? values[name] : null;
    return typeof value === 'number' ? Math.max(value, largest) : largest;
  }, literal);
}
