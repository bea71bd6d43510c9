import { buildSchema, type GraphQLError, type OperationDefinitionNode, parse } from 'graphql';
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
  [
    { skip: false, include: true },
    { a: 1, me: { a: 1, b: 2 } },
  ],
  [{ skip: true, include: true }, { me: { a: 1, b: 2 } }],
  [{ skip: true, include: false }, { me: { b: 2 } }],
  [
    { skip: false, include: false },
    { a: 1, me: { b: 2 } },
  ],
  [{}, { a: 1, me: { b: 2 } }],
])('one operation shapes each response by its conditions: %j', (variables, data) => {
  const shape = shapeOf(
    `query ($skip: Boolean!, $include: Boolean!) {
      a @skip(if: $skip) me { ...F @include(if: $include) b }
    }
    fragment F on Query { a }`,
  );
  for (const others of [
    { skip: true, include: true },
    { skip: false, include: false },
    variables,
  ]) {
    shape({}, others, []);
  }
  const errors: GraphQLError[] = [];
  expect(shape({ a: 1, me: { b: 2, a: 1 } }, variables, errors)).toEqual(data);
  expect(errors).toEqual([]);
});

test('a null that is left out by a condition is no fault', () => {
  const shape = shapeOf('query ($no: Boolean!) { a b @include(if: $no) }');
  const errors: GraphQLError[] = [];
  expect(shape({ a: 1 }, { no: false }, errors)).toEqual({ a: 1 });
  expect(errors).toEqual([]);
  expect(shape({ a: 1 }, { no: true }, errors)).toBeNull();
  expect(errors).toHaveLength(1);
});

test('any number of conditions has the response that each of their settings asks for', () => {
  const names = Array.from({ length: 8 }, (_, index) => `v${index}`);
  const shape = shapeOf(
    `query (${names.map((name) => `$${name}: Boolean!`)}) {
      ${names.map((name) => `${name}: a @include(if: $${name})`)}
    }`,
  );
  const answered = Object.fromEntries(names.map((name, index) => [name, index]));
  for (let setting = 0; setting < 2 ** names.length; setting += 1) {
    const included = names.filter((_, index) => (setting >> index) % 2 === 1);
    const variables = Object.fromEntries(names.map((name) => [name, included.includes(name)]));
    const data = shape(answered, variables, []);
    expect(Object.keys(data ?? {})).toEqual(included);
  }
});

test('faults are added to the errors that there are', () => {
  const errors: GraphQLError[] = [];
  shapeOf('{ me { b } }')({ me: {} }, {}, errors);
  shapeOf('{ a }')({ a: {} }, {}, errors);
  expect(errors.map(({ path }) => path)).toEqual([['me', 'b'], ['a']]);
});

test('a fault that an error explains is told by that error alone', () => {
  const errors: GraphQLError[] = [];
  const shape = shapeOf('{ me { me { b } } x: me { b } }');
  shape({ me: { me: {} }, x: {} }, {}, errors);
  expect(errors.map(({ path }) => path)).toEqual([
    ['me', 'me', 'b'],
    ['x', 'b'],
  ]);
  shape({ me: { me: {} }, x: {} }, {}, errors);
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
  const data = shape({ id: 1, a_id: [{ a_title: 'Book', a_id: 'Dune', id: '1' }] }, {}, errors);
  expect(data).toEqual({ id: [{ title: 'Book', id: 'Dune' }] });
  expect(errors).toEqual([]);
});
