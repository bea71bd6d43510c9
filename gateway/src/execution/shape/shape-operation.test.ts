import {
  buildSchema,
  type FieldNode,
  type GraphQLError,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { createTypeConditions } from '../type-conditions.ts';
import { createOperationShape } from './shape-operation.ts';

const schema = buildSchema('type Query { a: Int b: Int! me: Query } schema { query: Query }');

function shapeOf(source: string) {
  const document = parse(source);
  const [operation] = document.definitions as [OperationDefinitionNode];
  return createOperationShape({
    ...{ schema, document, operation },
    matches: createTypeConditions(schema),
  });
}

test.each([
  [{ me: { __typename: 'Query', a: 1 } }, { me: {} }],
  [{ me: null }, { me: null }],
  [{}, { me: null }],
])('of an object of which nothing is asked for, %j is shaped to %j', (data, shaped) => {
  const document = parse('{ me { a } }');
  const [operation] = document.definitions as [OperationDefinitionNode];
  const [me] = operation.selectionSet.selections as [FieldNode];
  const selections = [{ ...me, selectionSet: { ...operation.selectionSet, selections: [] } }];
  const errors: GraphQLError[] = [];
  const shape = createOperationShape({
    ...{ schema, document, matches: createTypeConditions(schema) },
    operation: { ...operation, selectionSet: { ...operation.selectionSet, selections } },
  });
  expect(shape(data, errors)).toEqual(shaped);
  expect(errors).toEqual([]);
});

test('faults are added to the errors that there are', () => {
  const errors: GraphQLError[] = [];
  shapeOf('{ me { b } }')({ me: {} }, errors);
  shapeOf('{ a }')({ a: {} }, errors);
  expect(errors.map(({ path }) => path)).toEqual([['me', 'b'], ['a']]);
});

test('a fault that an error explains is told by that error alone', () => {
  const errors: GraphQLError[] = [];
  const shape = shapeOf('{ me { me { b } } x: me { b } }');
  shape({ me: { me: {} }, x: {} }, errors);
  expect(errors.map(({ path }) => path)).toEqual([
    ['me', 'me', 'b'],
    ['x', 'b'],
  ]);
  shape({ me: { me: {} }, x: {} }, errors);
  expect(errors).toHaveLength(2);
});

test('an operation of a kind that the schema has not cannot be shaped', () => {
  expect(() => shapeOf('mutation { a }')).toThrow('no mutation');
});

test('a field, and the name of a type, may have another name in the data', () => {
  const abstract = buildSchema(`
    type Query { all: [Media] }
    interface Media { id: ID }
    type Book implements Media { id: ID title: String }
  `);
  const document = parse('{ id: all { title: __typename ... on Book { id: title } } }');
  const shape = createOperationShape({
    ...{
      schema: abstract,
      document,
      operation: document.definitions[0] as OperationDefinitionNode,
    },
    matches: createTypeConditions(abstract),
    nameInData: ({ alias, name }) => (alias ? `a_${alias.value}` : name.value),
  });
  const errors: GraphQLError[] = [];
  const data = shape({ id: 1, a_id: [{ a_title: 'Book', a_id: 'Dune', id: '1' }] }, errors);
  expect(data).toEqual({ id: [{ title: 'Book', id: 'Dune' }] });
  expect(errors).toEqual([]);
});
