import { describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a field that requires others', () => {
  const parcels = [
    { id: '1', weight: 0, label: '', fragile: false, size: null },
    { id: '2', weight: 7, label: 'seven', fragile: true, size: { w: 2, h: 3 } },
  ];
  runCases(
    {
      parcels: {
        typeDefs: `type Query { parcels: [Parcel!]! parcel: Parcel }
          type Parcel @key(fields: "id") {
            id: ID! weight: Int label: String fragile: Boolean size: Size }
          type Size { w: Int! h: Int! }`,
        resolvers: { Query: { parcels: () => parcels, parcel: () => parcels[1] } },
      },
      shipping: {
        typeDefs: `type Parcel @key(fields: "id") {
            id: ID!
            weight: Int @external label: String @external fragile: Boolean @external
            size: Size @external
            summary: String! @requires(fields: "weight label fragile")
            area: Int @requires(fields: "size { w h }") }
          type Size { w: Int! @external h: Int! @external }`,
        resolvers: {
          Parcel: {
            summary: ({ weight, label, fragile }) => JSON.stringify([weight, label, fragile]),
            area: ({ size }) => (size === null ? -1 : size.w * size.h),
          },
        },
      },
    },
    [
      {
        name: 'gets them, whether they are falsy or not',
        operation: '{ parcels { summary } }',
        expected: {
          data: { parcels: [{ summary: '[0,"",false]' }, { summary: '[7,"seven",true]' }] },
        },
        requests: 2,
      },
      {
        name: 'gets the parts of an object, or the null in its place',
        operation: '{ parcels { area id } }',
        expected: {
          data: {
            parcels: [
              { area: -1, id: '1' },
              { area: 6, id: '2' },
            ],
          },
        },
        requests: 2,
        sent: ([, shipping]) =>
          expect(shipping?.variables.representations).toEqual([
            expect.objectContaining({ id: '1', size: null }),
            expect.objectContaining({ id: '2', size: { w: 2, h: 3 } }),
          ]),
      },
    ],
  );
});

describe('fields that require each other across three subgraphs', () => {
  runCases(
    {
      catalog: {
        typeDefs: `type Query { wares: [Ware!]! }
          type Ware @key(fields: "id") { id: ID! net: Int! }`,
        resolvers: {
          Query: {
            wares: () => [
              { id: 'a', net: 0 },
              { id: 'b', net: 100 },
            ],
          },
        },
      },
      tax: {
        typeDefs: `type Ware @key(fields: "id") { id: ID! net: Int! @external
          gross: Int! @requires(fields: "net") }`,
        resolvers: { Ware: { gross: ({ net }) => net * 2 } },
      },
      shop: {
        typeDefs: `type Ware @key(fields: "id") {
          id: ID! gross: Int! @external net: Int! @external
          price: String! @requires(fields: "gross net") }`,
        resolvers: { Ware: { price: ({ gross, net }) => `${gross} (${net})` } },
      },
    },
    [
      {
        name: 'are resolved in their order',
        operation: '{ wares { price } }',
        expected: { data: { wares: [{ price: '0 (0)' }, { price: '200 (100)' }] } },
        requests: 3,
      },
      {
        name: 'are resolved once where the client asks for all of them',
        operation: '{ wares { price gross net id } }',
        expected: {
          data: {
            wares: [
              { price: '0 (0)', gross: 0, net: 0, id: 'a' },
              { price: '200 (100)', gross: 200, net: 100, id: 'b' },
            ],
          },
        },
        requests: 3,
      },
    ],
  );
});

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

describe('a required field that is not answered', () => {
  runCases(
    {
      jobs: {
        typeDefs: `type Query { jobs: [Job!]! } type Job @key(fields: "id") { id: ID! title: String! }`,
        resolvers: { Query: { jobs: () => ['1', '2'].map((id) => ({ id, title: `Job ${id}` })) } },
      },
      pay: {
        typeDefs: 'type Job @key(fields: "id") { id: ID! salary: Int }',
        resolvers: { Job: { salary: () => 7 } },
      },
      tax: {
        typeDefs: `type Job @key(fields: "id") { id: ID! salary: Int @external
          tax: Int @requires(fields: "salary") rate: Int }`,
        resolvers: { Job: { tax: ({ salary }) => (salary ?? 0) + 1, rate: () => 0 } },
      },
    },
    [
      {
        name: 'spares the request for the field that requires it',
        operation: '{ jobs { title tax } }',
        answers: {
          pay: () => {
            throw new Error('No pay today.');
          },
        },
        expected: {
          data: {
            jobs: [
              { title: 'Job 1', tax: null },
              { title: 'Job 2', tax: null },
            ],
          },
          errors: [
            { path: ['jobs', 0, 'salary'], code: 'SUBGRAPH_ERROR', message: 'No pay today.' },
          ],
        },
        requests: 2,
      },
      {
        name: 'is as null as its subgraph says',
        operation: '{ jobs { tax } }',
        answers: { pay: () => ({ data: { _entities: [{ salary: null }, { salary: 0 }] } }) },
        expected: { data: { jobs: [{ tax: 1 }, { tax: 1 }] } },
        requests: 3,
      },
      {
        name: 'of one entity does not leave out those of others',
        operation: '{ jobs { tax } }',
        answers: {
          pay: () => ({
            data: { _entities: [null, { salary: 5 }] },
            errors: [{ message: 'Hidden.', path: ['_entities', 0] }],
          }),
        },
        expected: {
          data: { jobs: [{ tax: null }, { tax: 6 }] },
          errors: [{ path: ['jobs', 0], code: 'SUBGRAPH_ERROR', message: 'Hidden.' }],
        },
        requests: 3,
      },
    ],
  );
});
