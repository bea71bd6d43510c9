import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('the type of what another subgraph sees as an interface object', () => {
  const pets = [
    { kind: 'Cat', id: 'c', lives: 9 },
    { kind: 'Dog', id: 'd', lives: 1 },
  ];
  const resolve = {
    __resolveReference: ({ id }: { id: string }) => pets.find((pet) => pet.id === id),
  };
  runCases(
    {
      pets: {
        typeDefs: `type Query { pets: [Pet!]! any: [Any] cat: Cat }
          interface Pet @key(fields: "id") { id: ID! lives: Int! }
          type Cat implements Pet @key(fields: "id") { id: ID! lives: Int! }
          type Dog implements Pet @key(fields: "id") { id: ID! lives: Int! }
          type Stone { weight: Int }
          union Any = Cat | Dog | Stone`,
        resolvers: {
          Query: {
            pets: () => pets,
            any: () => [...pets, { kind: 'Stone', weight: 0 }, null],
            cat: () => pets[0],
          },
          Pet: { __resolveType: ({ kind }) => kind, ...resolve },
          Any: { __resolveType: ({ kind }) => kind },
          Cat: resolve,
          Dog: resolve,
        },
      },
      vets: {
        typeDefs: `type Query { patients: [Pet!]! }
          type Pet @key(fields: "id") @interfaceObject { id: ID! visits: Int! seen(n: Int!): Int! }`,
        resolvers: {
          Query: { patients: () => [{ id: 'd' }, { id: 'c' }] },
          Pet: { visits: ({ id }) => (id === 'c' ? 0 : 3), seen: (_, { n }) => n },
        },
      },
    },
    [
      {
        name: 'is told under an alias alone',
        operation: '{ patients { visits kind: __typename } }',
        expected: {
          data: {
            patients: [
              { visits: 3, kind: 'Dog' },
              { visits: 0, kind: 'Cat' },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'is asked for where conditions leave nothing else',
        operation:
          'query ($no: Boolean!) { patients { visits __typename lives @include(if: $no) } }',
        variables: { no: false },
        expected: {
          data: {
            patients: [
              { visits: 3, __typename: 'Dog' },
              { visits: 0, __typename: 'Cat' },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'is told under the alias of another field',
        operation: '{ patients { lives: __typename id: visits } }',
        expected: {
          data: {
            patients: [
              { lives: 'Dog', id: 3 },
              { lives: 'Cat', id: 0 },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'stays what it was where a field is taken from there',
        operation:
          '{ any { ... on Cat { __typename visits } ... on Stone { weight } } cat { visits __typename } }',
        expected: {
          data: {
            any: [{ __typename: 'Cat', visits: 0 }, {}, { weight: 0 }, null],
            cat: { visits: 0, __typename: 'Cat' },
          },
        },
        requests: 2,
      },
      {
        name: 'stays what it was for the fragments after',
        operation: `{ any { ... on Pet { visits __typename } ... on Cat { lives } __typename
          ... on Dog { id kind: __typename } } }`,
        expected: {
          data: {
            any: [
              { visits: 0, __typename: 'Cat', lives: 9 },
              { visits: 3, __typename: 'Dog', id: 'd', kind: 'Dog' },
              { __typename: 'Stone' },
              null,
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'stays what it was among several fields from there',
        operation:
          '{ pets { ... on Dog { visits __typename lives } visits ... on Cat { x: visits } } }',
        expected: {
          data: {
            pets: [
              { visits: 0, x: 0 },
              { visits: 3, __typename: 'Dog', lives: 1 },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'tells for which objects a field is taken from there',
        planners: { only: 'apollo', reason: "Hive's plan leaves out all members but one" },
        operation: '{ patients { ... on Cat { visits } ... on Dog { visits } } }',
        expected: { data: { patients: [{ visits: 3 }, { visits: 0 }] } },
        requests: 3,
      },
      {
        name: 'tells fields of one name and different arguments apart',
        faults: { apollo: 'arguments are merged' },
        operation: '{ pets { ... on Cat { seen(n: 1) } ... on Dog { seen(n: 2) } } }',
        expected: { data: { pets: [{ seen: 1 }, { seen: 2 }] } },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'tells fields of one alias apart',
        operation: '{ pets { ... on Cat { x: visits } ... on Dog { x: lives } } }',
        expected: { data: { pets: [{ x: 0 }, { x: 1 }] } },
        requests: 2,
      },
      {
        name: 'is told for each member of a union that a fragment names',
        operation: '{ patients { ... on Any { ... on Pet { visits } } } }',
        expected: { data: { patients: [{ visits: 3 }, { visits: 0 }] } },
        requests: 3,
        faults: {
          hive: 'its plan leaves out all members but one',
          apollo: 'its planner misses the type name of such an object',
        },
      },
    ],
  );
});
