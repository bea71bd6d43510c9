import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { coordinatesOf } from '../operations/coordinates-of.ts';
import { compareSchemas } from './compare-schemas.ts';
import { isHit } from './schema-change.ts';

const BASE = `
  type Query {
    user(id: ID!, style: Style = SHORT): User
    search(filter: Filter): [Result!]!
    node: Node
    order: Order
  }
  interface Node { id: ID! }
  type User implements Node { id: ID! name: String! age: Int }
  type Robot implements Node { id: ID! }
  union Result = User | Robot
  input Filter { text: String! nested: Nested }
  input Nested { order: Order since: Int = 1 }
  enum Order { NAME AGE }
  enum Style { SHORT LONG }
`;

interface Case {
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly severity: string;
  readonly coordinate: string;
  /** Operations that the change concerns, and some that it does not. */
  readonly hit: readonly string[];
  readonly spared: readonly string[];
}

const cases: readonly Case[] = [
  {
    ...{ from: ' age: Int', to: '', code: 'FIELD_REMOVED', severity: 'BREAKING' },
    ...{
      coordinate: 'User.age',
      hit: ['{ user(id: 1) { age } }'],
      spared: ['{ user(id: 1) { name } }'],
    },
  },
  {
    ...{
      from: 'name: String!',
      to: 'name: String',
      code: 'FIELD_TYPE_CHANGED',
      severity: 'BREAKING',
    },
    ...{
      coordinate: 'User.name',
      hit: ['{ user(id: 1) { name } }'],
      spared: ['{ user(id: 1) { age } }'],
    },
  },
  {
    ...{ from: 'age: Int', to: 'age: Int!', code: 'FIELD_TYPE_CHANGED', severity: 'SAFE' },
    ...{ coordinate: 'User.age', hit: [], spared: [] },
  },
  {
    ...{
      from: ', style: Style = SHORT',
      to: '',
      code: 'FIELD_ARGUMENT_REMOVED',
      severity: 'BREAKING',
    },
    coordinate: 'Query.user(style:)',
    hit: [
      '{ user(id: 1, style: LONG) { id } }',
      'query ($s: Style) { user(id: 1, style: $s) { id } }',
    ],
    spared: ['{ user(id: 1) { id } }'],
  },
  {
    ...{
      from: 'user(id: ID!,',
      to: 'user(id: ID!, at: Int!,',
      code: 'FIELD_ARGUMENT_ADDED',
      severity: 'BREAKING',
    },
    ...{
      coordinate: 'Query.user(at:)',
      hit: ['{ user(id: 1) { id } }'],
      spared: ['{ node { id } }'],
    },
  },
  {
    ...{
      from: 'user(id: ID!,',
      to: 'user(id: ID!, at: Int,',
      code: 'FIELD_ARGUMENT_ADDED',
      severity: 'SAFE',
    },
    ...{ coordinate: 'Query.user(at:)', hit: [], spared: [] },
  },
  {
    ...{
      from: 'search(filter: Filter)',
      to: 'search(filter: Filter!)',
      code: 'FIELD_ARGUMENT_TYPE_CHANGED',
    },
    ...{ severity: 'BREAKING', coordinate: 'Query.search(filter:)' },
    ...{ hit: ['{ search { __typename } }'], spared: ['{ node { id } }'] },
  },
  {
    ...{
      from: '= SHORT',
      to: '= LONG',
      code: 'FIELD_ARGUMENT_DEFAULT_CHANGED',
      severity: 'DANGEROUS',
    },
    coordinate: 'Query.user(style:)',
    ...{ hit: ['{ user(id: 1) { id } }'], spared: ['{ user(id: 1, style: SHORT) { id } }'] },
  },
  {
    ...{ from: 'enum Order { NAME AGE }', to: 'enum Order { NAME }', code: 'ENUM_VALUE_REMOVED' },
    ...{ severity: 'BREAKING', coordinate: 'Order.AGE' },
    hit: [
      '{ search(filter: { text: "", nested: { order: AGE } }) { __typename } }',
      'query ($f: Filter) { search(filter: $f) { __typename } }',
    ],
    spared: [
      '{ search(filter: { text: "", nested: { order: NAME } }) { __typename } }',
      '{ order }',
    ],
  },
  {
    ...{
      from: '{ NAME AGE }',
      to: '{ NAME AGE SIZE }',
      code: 'ENUM_VALUE_ADDED',
      severity: 'DANGEROUS',
    },
    ...{ coordinate: 'Order.SIZE', hit: ['{ order }'], spared: ['{ node { id } }'] },
  },
  {
    ...{
      from: '{ SHORT LONG }',
      to: '{ SHORT LONG FULL }',
      code: 'ENUM_VALUE_ADDED',
      severity: 'SAFE',
    },
    ...{ coordinate: 'Style.FULL', hit: [], spared: [] },
  },
  {
    ...{ from: ' since: Int = 1', to: '', code: 'INPUT_FIELD_REMOVED', severity: 'BREAKING' },
    coordinate: 'Nested.since',
    hit: [
      '{ search(filter: { text: "", nested: { since: 2 } }) { __typename } }',
      'query ($n: Nested) { search(filter: { text: "", nested: $n }) { __typename } }',
      'query ($f: Filter) { search(filter: $f) { __typename } }',
    ],
    spared: ['{ search(filter: { text: "", nested: { order: AGE } }) { __typename } }'],
  },
  {
    ...{ from: 'input Nested {', to: 'input Nested { must: Int!', code: 'INPUT_FIELD_ADDED' },
    ...{ severity: 'BREAKING', coordinate: 'Nested.must' },
    hit: ['{ search(filter: { text: "", nested: { since: 2 } }) { __typename } }'],
    spared: ['{ node { id } }'],
  },
  {
    ...{
      from: 'union Result = User | Robot',
      to: 'union Result = User',
      code: 'UNION_MEMBER_REMOVED',
    },
    ...{ severity: 'BREAKING', coordinate: 'Result' },
    hit: ['{ search { ... on Robot { id } } }'],
    spared: ['{ search { ... on User { id } } }'],
  },
  {
    ...{
      from: 'type Robot implements Node',
      to: 'type Robot',
      code: 'OBJECT_TYPE_INTERFACE_REMOVED',
    },
    ...{ severity: 'BREAKING', coordinate: 'Robot' },
    hit: ['{ node { ... on Robot { id } } }'],
    spared: ['{ node { id } }', '{ user(id: 1) { id } }'],
  },
  {
    ...{
      from: ' since: Int = 1',
      to: ' since: Int = 2',
      code: 'INPUT_FIELD_DEFAULT_VALUE_CHANGED',
    },
    ...{ severity: 'DANGEROUS', coordinate: 'Nested.since' },
    ...{
      hit: ['query ($f: Filter) { search(filter: $f) { __typename } }'],
      spared: ['{ node { id } }'],
    },
  },
  {
    ...{
      from: 'node: Node',
      to: 'node: Node @deprecated(reason: "old")',
      code: 'FIELD_DEPRECATION_ADDED',
    },
    ...{ severity: 'SAFE', coordinate: 'Query.node', hit: [], spared: [] },
  },
];

describe('comparing schemas', () => {
  test.each(cases)(
    '$code of $coordinate is $severity',
    async ({ from, to, hit, spared, ...expected }) => {
      const before = buildSchema(BASE);
      expect(BASE).toContain(from);
      const changes = await compareSchemas(before, buildSchema(BASE.replace(from, to)));
      const change = changes.find(({ code }) => code === expected.code);
      expect(change).toMatchObject(expected);
      const concerns = (source: string) =>
        change !== undefined && isHit(change.hits, new Set(coordinatesOf(parse(source), before)));
      expect(hit.filter((source) => !concerns(source))).toEqual([]);
      expect(spared.filter(concerns)).toEqual([]);
    },
  );

  test('finds nothing between a schema and itself', async () => {
    expect(await compareSchemas(buildSchema(BASE), buildSchema(BASE))).toEqual([]);
  });

  test('tells of a new type once, not of each of its fields', async () => {
    const more = `${BASE} type More { a: Int b: Int }`;
    const changes = await compareSchemas(buildSchema(BASE), buildSchema(more));
    expect(changes.map(({ coordinate }) => coordinate)).toEqual(['More']);
  });

  test('finds all that uses a type that is gone', async () => {
    const before = buildSchema(BASE);
    const after = buildSchema(
      BASE.replace('union Result = User | Robot', 'union Result = User').replace(
        /type Robot.*\n/,
        '',
      ),
    );
    const changes = await compareSchemas(before, after);
    const gone = changes.find(({ code }) => code === 'TYPE_REMOVED');
    const used = new Set(coordinatesOf(parse('{ search { ... on Robot { id } } }'), before));
    expect(gone && isHit(gone.hits, used)).toBe(true);
  });
});
