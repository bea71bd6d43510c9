import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const typeOf = { __resolveType: ({ kind }: { kind: string }) => kind };

describe('interfaces and unions over subgraphs', () => {
  const results = [
    { kind: 'Page', id: 'p', title: 'Page' },
    { kind: 'Image', id: 'i', width: 0 },
    { kind: 'Note', text: '' },
    { kind: 'Page', id: 'q', title: '' },
  ];
  runCases(
    {
      search: {
        typeDefs: `type Query { search: [Result] nodes: [Node!]! }
          union Result = Page | Image | Note
          interface Node { id: ID! }
          type Page implements Node @key(fields: "id") { id: ID! title: String! }
          type Image implements Node @key(fields: "id") { id: ID! width: Int! }
          type Note { text: String! }`,
        resolvers: {
          Result: typeOf,
          Node: typeOf,
          Query: {
            search: () => [...results, null],
            nodes: () => results.filter(({ kind }) => kind !== 'Note'),
          },
        },
      },
      stats: {
        typeDefs: `interface Counted { views: Int! }
          type Page implements Counted @key(fields: "id") { id: ID! views: Int! author: Author }
          type Image implements Counted @key(fields: "id") { id: ID! views: Int! author: Author caption: String! }
          type Author { name: String! }`,
        resolvers: {
          Counted: { __resolveType: () => 'Page' },
          Page: { views: ({ id }) => id.charCodeAt(0), author: ({ id }) => ({ name: `of ${id}` }) },
          Image: { views: () => 0, author: () => null, caption: ({ id }) => `caption ${id}` },
        },
      },
    },
    [
      {
        name: 'are told apart by fragments',
        operation: `{ search { ... on Note { text } ... on Page { title } ... on Image { width } } }`,
        expected: {
          data: {
            search: [{ title: 'Page' }, { width: 0 }, { text: '' }, { title: '' }, null],
          },
        },
        requests: 1,
      },
      {
        name: 'are completed by another subgraph, each member for itself',
        operation: `{ search { __typename ... on Page { views author { name } }
          ... on Image { author { name } } } }`,
        expected: {
          data: {
            search: [
              { __typename: 'Page', views: 112, author: { name: 'of p' } },
              { __typename: 'Image', author: null },
              { __typename: 'Note' },
              { __typename: 'Page', views: 113, author: { name: 'of q' } },
              null,
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'take fragments on an interface that only another subgraph knows',
        operation:
          '{ search { ... on Counted { views } } nodes { id ... on Counted { n: views } } }',
        expected: {
          data: {
            search: [{ views: 112 }, { views: 0 }, {}, { views: 113 }, null],
            nodes: [
              { id: 'p', n: 112 },
              { id: 'i', n: 0 },
              { id: 'q', n: 113 },
            ],
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'may have one response name for different fields of different members',
        operation: `{ search { ... on Page { value: title } ... on Image { value: caption }
          ... on Note { value: text } } }`,
        expected: {
          data: {
            search: [{ value: 'Page' }, { value: 'caption i' }, { value: '' }, { value: '' }, null],
          },
        },
        requests: 2,
      },
      {
        name: 'take fragments within fragments',
        operation: `{ nodes { ...Any } }
          fragment Any on Node { ... on Page { ...Titled ... on Node { id } } ... on Image { id } }
          fragment Titled on Page { title ... on Counted { views } }`,
        expected: {
          data: {
            nodes: [
              { title: 'Page', views: 112, id: 'p' },
              { id: 'i' },
              { title: '', views: 113, id: 'q' },
            ],
          },
        },
        requests: 2,
      },
    ],
  );
});

describe('a union of which a subgraph knows only some members', () => {
  runCases(
    {
      small: {
        typeDefs: `type Query { small: [Pet!]! }
          union Pet = Cat
          type Cat @key(fields: "id") { id: ID! lives: Int! @shareable }`,
        resolvers: { Pet: typeOf, Query: { small: () => [{ kind: 'Cat', id: 'c', lives: 0 }] } },
      },
      large: {
        typeDefs: `type Query { large: [Pet!]! }
          union Pet = Cat | Dog
          type Cat @key(fields: "id") { id: ID! lives: Int! @shareable friend: Pet }
          type Dog @key(fields: "id") { id: ID! barks: Boolean! }`,
        resolvers: {
          Pet: typeOf,
          Cat: { friend: () => ({ kind: 'Dog', id: 'd', barks: false }), lives: () => 9 },
          Query: {
            large: () => [
              { kind: 'Dog', id: 'd', barks: false },
              { kind: 'Cat', id: 'c' },
            ],
          },
        },
      },
    },
    [
      {
        name: 'takes fragments on the others too',
        operation: '{ small { ... on Dog { barks } ... on Cat { lives } } }',
        expected: { data: { small: [{ lives: 0 }] } },
        requests: 1,
      },
      {
        name: 'gives the others where it leads to them',
        operation: '{ small { __typename ... on Cat { friend { ... on Dog { barks } } } } }',
        expected: {
          data: { small: [{ __typename: 'Cat', friend: { barks: false } }] },
        },
        requests: 2,
      },
      {
        name: 'is the same union in another subgraph',
        operation: '{ large { ... on Cat { lives } ... on Dog { barks } } small { __typename } }',
        expected: {
          data: { large: [{ barks: false }, { lives: 9 }], small: [{ __typename: 'Cat' }] },
        },
        requests: 2,
      },
      {
        name: 'may be asked only for what the subgraph does not know',
        operation: '{ small { ... on Dog { barks } } }',
        expected: { data: { small: [{}] } },
        requests: 1,
      },
    ],
  );
});

describe('an interface with a field that each member has from another subgraph', () => {
  runCases(
    {
      index: {
        typeDefs: `type Query { all: [Shape!]! }
          interface Shape { id: ID! }
          type Circle implements Shape @key(fields: "id") { id: ID! }
          type Square implements Shape @key(fields: "id") { id: ID! area: Float! @shareable }`,
        resolvers: {
          Shape: typeOf,
          Query: {
            all: () => [
              { kind: 'Square', id: 's', area: 4 },
              { kind: 'Circle', id: 'c' },
            ],
          },
        },
      },
      areas: {
        typeDefs: `interface Shape { id: ID! area: Float! }
          type Circle implements Shape @key(fields: "id") { id: ID! area: Float! }
          type Square implements Shape @key(fields: "id") { id: ID! area: Float! @shareable }`,
        resolvers: { Shape: typeOf, Circle: { area: () => 3.14 }, Square: { area: () => 4 } },
      },
    },
    [
      {
        name: 'is asked of each as it can be',
        operation: '{ all { area id } }',
        expected: {
          data: {
            all: [
              { area: 4, id: 's' },
              { area: 3.14, id: 'c' },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'is asked for under an alias, beside another in a fragment',
        operation: '{ all { size: area ... on Circle { same: area } } }',
        expected: { data: { all: [{ size: 4 }, { size: 3.14, same: 3.14 }] } },
        requests: 2,
      },
    ],
  );
});

describe('an interface that a field of an entity returns', () => {
  runCases(
    {
      carts: {
        typeDefs: `type Query { cart: Cart! }
          type Cart @key(fields: "id") { id: ID! first: Item! items: [[Item]] }
          interface Item { sku: ID! price: Int! }
          type Good implements Item @key(fields: "sku") { sku: ID! price: Int! @shareable }
          type Service implements Item @key(fields: "sku") { sku: ID! price: Int! }`,
        resolvers: {
          Item: typeOf,
          Query: {
            cart: () => ({
              id: 'c',
              first: { kind: 'Service', sku: 's', price: 0 },
              items: [
                [{ kind: 'Good', sku: 'g', price: 1 }, null],
                [],
                null,
                [{ kind: 'Service', sku: 't', price: 2 }],
              ],
            }),
          },
        },
      },
      goods: {
        typeDefs: `type Good @key(fields: "sku") { sku: ID! stock: Int! }
          type Service @key(fields: "sku") { sku: ID! hours: Float! }`,
        resolvers: { Good: { stock: () => 0 }, Service: { hours: ({ sku }) => sku.length + 0.5 } },
      },
    },
    [
      {
        name: 'is completed in lists of lists with nulls in them',
        operation: `{ cart { items { price ... on Good { stock } ... on Service { hours } }
          first { ... on Service { hours } sku } } }`,
        expected: {
          data: {
            cart: {
              items: [[{ price: 1, stock: 0 }, null], [], null, [{ price: 2, hours: 1.5 }]],
              first: { hours: 1.5, sku: 's' },
            },
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
    ],
  );
});
