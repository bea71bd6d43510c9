import { describe, expect } from 'vitest';
import { type ConformanceCase, runCases } from './run-cases.ts';

describe('literals of operations that are else the same', () => {
  const echo = (_: unknown, args: unknown) => JSON.stringify(args);
  runCases(
    {
      echoes: {
        typeDefs: `type Query { echo(n: Int, f: Float, id: ID, s: String, b: Boolean, sort: Sort, any: JSON,
            of: Filter, ids: [ID!], grid: [[Int]], must: Int! = 3): String! thing(id: ID!): Thing }
          type Mutation { set(n: Int!): Int! }
          type Thing @key(fields: "id") { id: ID! }
          enum Sort { UP DOWN }
          scalar JSON
          input Filter { n: Int = 1 id: ID ids: [ID] in: Filter sort: Sort any: JSON }`,
        resolvers: {
          Query: { echo, thing: (_, { id }) => ({ id }) },
          Mutation: { set: (_, { n }) => n },
        },
      },
      parts: {
        typeDefs: `type Thing @key(fields: "id") { id: ID! part(n: Int! = 1, of: Size): String! }
          input Size { w: Int h: Int = 0 }`,
        resolvers: { Thing: { part: echo } },
      },
    },
    [
      echoes('n: 1', { n: 1, must: 3 }),
      echoes('n: 2', { n: 2, must: 3 }),
      echoes('n: null', { n: null, must: 3 }),
      echoes('f: 1', { f: 1, must: 3 }),
      echoes('f: 1.5e3', { f: 1500, must: 3 }),
      echoes('id: 9007199254740993', { id: '9007199254740993', must: 3 }),
      echoes('id: "1"', { id: '1', must: 3 }),
      echoes('s: ""', { s: '', must: 3 }),
      echoes(String.raw`s: "a\"\n\u00e9$x"`, { s: 'a"\né$x', must: 3 }),
      echoes('s: """block\n  "text" """', { s: 'block\n"text" ', must: 3 }),
      echoes('b: false, sort: UP', { b: false, sort: 'UP', must: 3 }),
      echoes('sort: DOWN', { sort: 'DOWN', must: 3 }),
      echoes('any: { a: [1, 1.5, "x", null, true, E], b: {} }', {
        ...{ any: { a: [1, 1.5, 'x', null, true, 'E'], b: {} }, must: 3 },
      }),
      echoes('any: 12', { any: 12, must: 3 }),
      echoes('any: null', { any: null, must: 3 }),
      echoes('of: {}', { of: { n: 1 }, must: 3 }),
      echoes('of: { n: null, in: { id: 7, ids: 8 } }', {
        ...{ of: { n: null, in: { n: 1, id: '7', ids: ['8'] } }, must: 3 },
      }),
      echoes('of: { sort: UP, any: { n: [] } }', {
        ...{ of: { n: 1, sort: 'UP', any: { n: [] } }, must: 3 },
      }),
      echoes('ids: 1', { ids: ['1'], must: 3 }),
      echoes('ids: [1, "2"]', { ids: ['1', '2'], must: 3 }),
      echoes('grid: [[1, null], null, 3]', { grid: [[1, null], null, [3]], must: 3 }),
      echoes('must: 0', { must: 0 }),
      ...['1', '2'].map(
        (n): ConformanceCase => ({
          name: `go with entities: ${n}`,
          operation: `{ thing(id: ${n}) { id part(n: ${n}, of: { w: ${n} }) } }`,
          expected: { data: { thing: { id: n, part: `{"n":${n},"of":{"w":${n},"h":0}}` } } },
          requests: 2,
        }),
      ),
      {
        name: 'that are equal stand on one field that is selected twice',
        operation: `{ thing(id: 1) { part(n: 5) } ... on Query { thing(id: 1) { id part(n: 5) } } }`,
        expected: { data: { thing: { part: '{"n":5}', id: '1' } } },
        requests: 2,
      },
      {
        name: 'that differ stand on one field under two aliases',
        operation: '{ a: thing(id: 1) { part(n: 5) } b: thing(id: 2) { part(n: 6) } }',
        expected: { data: { a: { part: '{"n":5}' }, b: { part: '{"n":6}' } } },
        requests: { hive: 2, apollo: 3 },
      },
      ...[true, false].map(
        (holds): ConformanceCase => ({
          name: `decide on conditions: ${holds}`,
          operation: `{ thing(id: 1) { id part @include(if: ${holds}) } }`,
          expected: { data: { thing: { id: '1', ...(holds && { part: '{"n":1}' }) } } },
          requests: holds ? 2 : 1,
        }),
      ),
      ...['Thing', 'Sort', 'Nope'].map(
        (name): ConformanceCase => ({
          name: `name types of the schema: ${name}`,
          operation: `{ __type(name: "${name}") { name } echo(s: "${name}") }`,
          expected: {
            data: {
              __type: name === 'Nope' ? null : { name },
              echo: JSON.stringify({ s: name, must: 3 }),
            },
          },
          requests: 1,
        }),
      ),
      ...[1, 2].map(
        (n): ConformanceCase => ({
          name: `go with mutations: ${n}`,
          operation: `mutation { a: set(n: ${n}) b: set(n: 1) }`,
          expected: { data: { a: n, b: 1 } },
          requests: 1,
        }),
      ),
      {
        name: 'stand beside variables',
        operation: 'query ($n: Int = 4, $a: String) { echo(n: $n, s: "x", any: { v: $a, w: 1 }) }',
        variables: { a: 'y' },
        expected: {
          data: { echo: JSON.stringify({ n: 4, s: 'x', any: { v: 'y', w: 1 }, must: 3 }) },
        },
        requests: 1,
        sent: ([request]) => expect(request?.variables.a).toBe('y'),
      },
      {
        name: 'that are wrong are refused for what the client wrote',
        operation: '{ echo(n: "one") }',
        expected: { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: '"one"' }] },
        requests: 0,
      },
    ],
  );
});

/** As the client orders them, then those with defaults: as the schema orders them. */
function echoes(literal: string, args: Record<string, unknown>): ConformanceCase {
  const order = ['n', 'f', 'id', 's', 'b', 'sort', 'any', 'of', 'ids', 'grid', 'must'];
  const ordered = Object.fromEntries(
    order.filter((name) => name in args).map((name) => [name, args[name]]),
  );
  return {
    name: `reach the subgraph as they are: ${literal}`,
    operation: `{ echo(${literal}) }`,
    expected: { data: { echo: JSON.stringify(ordered) } },
    requests: 1,
  };
}
