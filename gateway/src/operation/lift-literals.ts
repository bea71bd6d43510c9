import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isSpecifiedScalarType,
  Kind,
  parseType,
  print,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  type VariableNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Names that no client is likely to use; one that does keeps its literals. */
const PREFIX = 'lifted_';

export interface LiftedOperation {
  /** The operation with variables in place of literals. */
  readonly document: DocumentNode;
  /** The values of those variables. */
  readonly literals: Readonly<Record<string, unknown>>;
}

/**
 * Makes variables of the literals in arguments, so that operations which differ in nothing else become the
 * same one. Equal literals become one variable: fields that merge must keep equal arguments. Left as they
 * are: nulls, values of custom scalars (a number of theirs may be more than JavaScript can hold), and
 * arguments of directives, which decide what is planned. Null when nothing can be lifted. `document`
 * holds one operation and has no introspection.
 */
export function liftLiterals(
  schema: GraphQLSchema,
  document: DocumentNode,
): LiftedOperation | null {
  const names = new Map<string, string>();
  const literals: Record<string, unknown> = {};
  const definitions: VariableDefinitionNode[] = [];
  let hasOwnPrefix = false;
  const typeInfo = new TypeInfo(schema);

  const lift = (node: ValueNode): VariableNode | undefined => {
    // Within a list, the type is already that of its items.
    const isList = node.kind === Kind.LIST;
    const type = isList ? typeInfo.getParentInputType() : typeInfo.getInputType();
    if (!type || !isLiftable(node, type)) return undefined;
    const key = `${type} ${print(node)}`;
    const name = names.get(key) ?? `${PREFIX}${names.size}`;
    if (!names.has(key)) {
      names.set(key, name);
      literals[name] = valueFromASTUntyped(node);
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable: variable(name),
        type: parseType(String(type), { noLocation: true }),
      });
    }
    return variable(name);
  };
  const lifted = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition({ variable: { name } }) {
        hasOwnPrefix ||= name.value.startsWith(PREFIX);
        return false;
      },
      Directive: () => false,
      IntValue: lift,
      FloatValue: lift,
      StringValue: lift,
      BooleanValue: lift,
      EnumValue: lift,
      ListValue: lift,
    }),
  );
  if (definitions.length === 0 || hasOwnPrefix) return null;
  return { document: withVariables(lifted, definitions), literals };
}

function isLiftable(node: ValueNode, type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (!isEnumType(named) && !isSpecifiedScalarType(named)) return false;
  if (node.kind === Kind.LIST) return node.values.every((value) => isLiftable(value, type));
  // What JSON has no number for: an ID may have any number of digits.
  if (node.kind === Kind.INT) return Number.isSafeInteger(Number(node.value));
  if (node.kind === Kind.FLOAT) return Number.isFinite(Number(node.value));
  return node.kind !== Kind.VARIABLE && node.kind !== Kind.NULL && node.kind !== Kind.OBJECT;
}

function variable(name: string): VariableNode {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
}

function withVariables(
  document: DocumentNode,
  added: readonly VariableDefinitionNode[],
): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? {
            ...definition,
            variableDefinitions: [...(definition.variableDefinitions ?? []), ...added],
          }
        : definition,
    ),
  };
}
