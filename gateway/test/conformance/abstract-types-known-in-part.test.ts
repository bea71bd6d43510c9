import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const typeOf = { __resolveType: ({ kind }: { kind: string }) => kind };

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
