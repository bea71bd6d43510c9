import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { Data } from '../data.ts';
import type { MatchesType } from '../type-conditions.ts';
import { fragmentsOf, type NameInData, responseNameOf } from './collect-fields.ts';
import { compileShape, type Shape } from './compile-shape.ts';
import { createShapeContext } from './shape-context.ts';

/** An operation with n conditions has 2ⁿ shapes; those past this number are compiled again. */
const MOST_SHAPES = 32;

/**
 * Makes what shapes the responses of an operation. What it finds wrong with the data it adds to `errors`.
 */
export function createOperationShape(options: {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  matches: MatchesType;
  /** The response name, unless told otherwise. */
  nameInData?: NameInData;
}): (
  data: Data,
  variables: Readonly<Record<string, unknown>>,
  errors: GraphQLError[],
  failed?: ReadonlySet<object>,
) => Data | null {
  const { schema, document, operation, matches, nameInData = responseNameOf } = options;
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
  const names = conditionVariables(document);
  const fragments = fragmentsOf(document);
  const shapes = new Map<string, Shape>();

  function shapeFor(variables: Readonly<Record<string, unknown>>): Shape {
    const key = names.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const conditions = new Map(names.map((name) => [name, variables[name] === true]));
    const shape = compileShape({
      schema,
      rootType: rootType as NonNullable<typeof rootType>,
      selectionSet: operation.selectionSet,
      collector: { fragments, matches, conditions },
      nameInData,
    });
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shapes.set(key, shape);
    return shape;
  }

  return (data, variables, errors, failed) =>
    shapeFor(variables)(data, createShapeContext(errors, failed));
}

/** The variables of `@skip` and `@include`. */
function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      const value = args[0]?.value;
      if (!['skip', 'include'].includes(name.value) || value?.kind !== Kind.VARIABLE) return;
      names.add(value.name.value);
    },
  });
  return [...names];
}
