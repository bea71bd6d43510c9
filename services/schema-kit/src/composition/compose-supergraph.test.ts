import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { composeSupergraph, type SubgraphInput } from './compose-supergraph.ts';
import { CompositionError } from './composition-error.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

const subgraph = (name: string, sdl: string): SubgraphInput => ({
  name,
  url: `http://${name}.test/graphql`,
  typeDefs: `${LINK}\n${sdl}`,
});
const users = subgraph(
  'users',
  'type Query { me: User }\ntype User @key(fields: "id") { id: ID! name: String! }',
);

function reasonsOf(...subgraphs: SubgraphInput[]) {
  try {
    composeSupergraph({ subgraphs });
  } catch (error) {
    if (error instanceof CompositionError) return error.reasons;
  }
  throw new Error('These compose.');
}

describe('subgraphs that fit', () => {
  const orders = subgraph('orders', 'type User @key(fields: "id") { id: ID! orders: [ID!]! }');

  test('compose, and keep their addresses', () => {
    expect(composeSupergraph({ subgraphs: [users, orders] }).supergraphSdl).toContain(
      '@join__graph(name: "orders", url: "http://orders.test/graphql")',
    );
  });

  test('may be given as parsed documents', () => {
    const parsed = { ...users, typeDefs: parse('type Query { a: Int }') };
    expect(composeSupergraph({ subgraphs: [parsed] }).supergraphSdl).toContain('a: Int');
  });
});

test('a field that two subgraphs define is named with both, their places, and what to do', () => {
  const other = subgraph('other', 'type User @key(fields: "id") { id: ID! name: String! }');
  expect(reasonsOf(users, other)).toEqual([
    {
      code: 'INVALID_FIELD_SHARING',
      message: expect.stringMatching(/"User\.name".*"other" and "users"/),
      places: ['other:2:40', 'users:3:40'],
      fix: expect.stringContaining('@shareable'),
    },
  ]);
});

test('an entity that cannot be reached is named with the query that would need it', () => {
  const [reason] = reasonsOf(users, subgraph('other', 'type User { id: ID! @shareable age: Int }'));
  expect(reason).toMatchObject({
    code: 'SATISFIABILITY_ERROR',
    message: expect.stringMatching(/age.*"User" has no @key defined in subgraph "other"/s),
    fix: expect.stringContaining('@key'),
  });
});

test.each([
  ['type Query { a: Lost }', /^\[users\] Unknown type "?Lost"?\.? \(in Query\.a\)$/, 'Query'],
  ['type Query { a: Int @kye }', /^\[users\] Unknown directive "@kye".*\(in Query\.a\)$/, '@link'],
])('a fault in a schema alone is named by type and field: %s', (sdl, message) => {
  expect(reasonsOf(subgraph('users', sdl))).toEqual([
    {
      code: 'INVALID_GRAPHQL',
      message: expect.stringMatching(message),
      places: [expect.stringMatching(/^users:2:\d+$/)],
      fix: expect.any(String),
    },
  ]);
});

test('every schema that cannot be read is named at once', () => {
  expect(
    reasonsOf(
      { name: 'users', url: 'http://a.test', typeDefs: 'type {' },
      { name: 'orders', url: 'http://b.test', schemaPath: '/nowhere.graphql' },
    ),
  ).toEqual([
    {
      code: 'INVALID_GRAPHQL',
      message: '[users] Syntax Error: Expected Name, found "{".',
      places: ['users:1:6'],
    },
    {
      code: 'SUBGRAPH_UNREADABLE',
      message: '[orders] /nowhere.graphql cannot be read (ENOENT)',
      places: [],
    },
  ]);
});

test('the error prints a block for each reason', () => {
  const error = new CompositionError([
    { code: 'A', message: 'One,\n- in two lines.', places: ['a:1:2', 'b:3:4'], fix: 'mend it.' },
    { code: 'B', message: 'Another.', places: [] },
  ]);
  expect(error.message).toMatchInlineSnapshot(`
    "The subgraphs do not compose:
      A: One,
        - in two lines.
        at a:1:2, b:3:4
        To fix it: mend it.
      B: Another."
  `);
});
