import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a required field over lists and other entities', () => {
  runCases(
    {
      orders: {
        typeDefs: `type Query { order: Order }
          type Order @key(fields: "id") { id: ID! lines: [Line!] matrix: [[Cell]] }
          type Line { count: Int! item: Item! }
          type Cell { v: Int }
          type Item @key(fields: "sku") { sku: ID! }`,
        resolvers: {
          Query: {
            order: () => ({
              id: 'o',
              lines: [
                { count: 0, item: { sku: 'x' } },
                { count: 3, item: { sku: 'y' } },
              ],
              matrix: [[{ v: 1 }, null], null, [{ v: null }]],
            }),
          },
        },
      },
      items: {
        typeDefs: 'type Item @key(fields: "sku") { sku: ID! grams: Int! }',
        resolvers: { Item: { grams: ({ sku }) => (sku === 'x' ? 5 : 10) } },
      },
      freight: {
        typeDefs: `type Order @key(fields: "id") {
            id: ID! lines: [Line!] @external matrix: [[Cell]] @external
            grams: Int! @requires(fields: "lines { count item { grams } }")
            cells: String! @requires(fields: "matrix { v }") }
          type Line { count: Int! @external item: Item! @external }
          type Cell { v: Int @external }
          type Item @key(fields: "sku", resolvable: false) { sku: ID! grams: Int! @external }`,
        resolvers: {
          Order: {
            grams: ({ lines }) =>
              lines.reduce(
                (sum: number, line: { count: number; item: { grams: number } }) =>
                  sum + line.count * line.item.grams,
                0,
              ),
            cells: ({ matrix }) => JSON.stringify(matrix),
          },
        },
      },
    },
    [
      {
        name: 'comes from the subgraph that owns the items of the list',
        operation: '{ order { grams } }',
        expected: { data: { order: { grams: 30 } } },
        requests: 3,
      },
      {
        name: 'keeps lists of lists with the nulls in them',
        operation: '{ order { cells } }',
        expected: { data: { order: { cells: '[[{"v":1},null],null,[{"v":null}]]' } } },
        requests: 2,
      },
    ],
  );
});

describe('a required field of an abstract type', () => {
  runCases(
    {
      posts: {
        typeDefs: `type Query { posts: [Post!]! }
          type Post @key(fields: "id") { id: ID! media: Media }
          union Media = Photo | Clip | Link
          type Photo { width: Int! }
          type Clip { seconds: Float! }
          type Link { url: String! @shareable }`,
        resolvers: {
          Media: { __resolveType: ({ kind }) => kind },
          Query: {
            posts: () => [
              { id: '1', media: { kind: 'Photo', width: 0 } },
              { id: '2', media: { kind: 'Clip', seconds: 1.5 } },
              { id: '3', media: { kind: 'Link', url: 'x' } },
              { id: '4', media: null },
            ],
          },
        },
      },
      weights: {
        typeDefs: `type Post @key(fields: "id") {
            id: ID! media: Media @external
            weight: String! @requires(fields: "media { ... on Photo { width } ... on Clip { seconds } }") }
          union Media = Photo | Clip | Link
          type Photo { width: Int! @external }
          type Clip { seconds: Float! @external }
          type Link { url: String! @shareable }`,
        resolvers: {
          Post: { weight: ({ media }) => `${media?.width ?? media?.seconds ?? 'none'}` },
        },
      },
    },
    [
      {
        name: 'comes with what is required of each member',
        operation: '{ posts { weight } }',
        expected: {
          data: {
            posts: [{ weight: '0' }, { weight: '1.5' }, { weight: 'none' }, { weight: 'none' }],
          },
        },
        requests: 2,
      },
    ],
  );
});
