import { buildSchema, parse, print, validate } from 'graphql';
import { expect, test } from 'vitest';
import { liftLiterals } from './lift-literals.ts';

const schema = buildSchema(`
  scalar Decimal
  enum Sort { UP DOWN }
  input Filter { min: Int, names: [String!], price: Decimal }
  type Query {
    items(first: Int! = 1, sort: Sort, filter: Filter, ids: [ID!], price: Decimal, at: Float): [Item]
  }
  type Item { name(upper: Boolean): String }
`);
const lift = (source: string) => {
  const lifted = liftLiterals(schema, parse(source));
  if (lifted === null) return null;
  expect(validate(schema, lifted.document)).toEqual([]);
  return { source: print(lifted.document).replace(/\s+/g, ' '), literals: lifted.literals };
};

test('makes one operation of those that differ in literals', () => {
  const one = lift('{ items(first: 3, sort: UP, at: 1.5) { name(upper: true) } }');
  const other = lift('{ items(first: 4, sort: DOWN, at: 2) { name(upper: false) } }');
  expect(one?.source).toBe(other?.source);
  expect(one).toEqual({
    source:
      'query ($lifted_0: Int!, $lifted_1: Sort, $lifted_2: Float, $lifted_3: Boolean) ' +
      '{ items(first: $lifted_0, sort: $lifted_1, at: $lifted_2) { name(upper: $lifted_3) } }',
    literals: { lifted_0: 3, lifted_1: 'UP', lifted_2: 1.5, lifted_3: true },
  });
});

test('enters input objects, and takes lists whole', () => {
  const lifted = lift(
    'query ($n: Int) { items(ids: ["a", 1], filter: { min: $n, names: "x" }) { name } }',
  );
  expect(lifted?.literals).toEqual({ lifted_0: ['a', 1], lifted_1: 'x' });
  expect(lifted?.source).toMatch(/filter: \{ ?min: \$n, names: \$lifted_1 ?\}/);
});

test('takes what is beside variables in a list', () => {
  const lifted = lift('query ($i: ID!) { items(ids: [$i, 1]) { name } }');
  expect(lifted?.source).toContain('items(ids: [$i, $lifted_0])');
});

test('makes one variable of equal literals of one type, so that fields still merge', () => {
  const lifted = lift(
    '{ items(first: 3) { name } ...F } fragment F on Query { items(first: 3) { name } }',
  );
  expect(lifted?.literals).toEqual({ lifted_0: 3 });
});

test('goes into fragments', () => {
  const lifted = lift('{ items { ...F } } fragment F on Item { name(upper: true) }');
  expect(lifted?.source).toContain('fragment F on Item { name(upper: $lifted_0) }');
});

test.each([
  ['nulls', '{ items(sort: null) { name } }'],
  ['custom scalars', '{ items(price: 1.10, filter: { price: 2 }) { name } }'],
  ['numbers that JavaScript has not', '{ items(ids: [9007199254740993], at: 1e999) { name } }'],
  ['conditions', '{ items { name @include(if: true) } }'],
  ['variables and their defaults', 'query ($n: Int! = 3) { items(first: $n) { name } }'],
  [
    'operations with variables of such names',
    'query ($lifted_0: Sort) { items(first: 2, sort: $lifted_0) { name } }',
  ],
])('leaves %s as they are', (_name, source) => {
  expect(lift(source)).toBeNull();
});
