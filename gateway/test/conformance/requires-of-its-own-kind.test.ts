import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const planners = {
  only: 'apollo',
  reason: "Hive's planner finds no path to a requirement where an entity leads to one of its kind.",
} as const;

describe('an entity that leads to another of its kind, with a required field', () => {
  runCases(
    {
      parts: {
        typeDefs: `type Query { part: Part! }
          type Part @key(fields: "id") { id: ID! grams: Int! }`,
        resolvers: {
          Query: { part: () => ({ id: '0', grams: 0 }) },
          Part: { grams: ({ id }) => Number(id) },
        },
      },
      freight: {
        typeDefs: `type Part @key(fields: "id") {
          id: ID! grams: Int! @external fee: Int! @requires(fields: "grams") next: Part }`,
        resolvers: {
          Part: {
            fee: ({ grams }) => grams * 10,
            next: ({ id }) => (id === '2' ? null : { id: `${Number(id) + 1}` }),
          },
        },
      },
    },
    [
      {
        name: 'gets it for the other',
        operation: '{ part { next { fee } } }',
        expected: { data: { part: { next: { fee: 10 } } } },
        requests: 4,
        planners,
      },
      {
        name: 'gets it for both, and for the one after',
        operation: '{ part { fee next { fee next { fee next { fee } } } } }',
        expected: { data: { part: { fee: 0, next: { fee: 10, next: { fee: 20, next: null } } } } },
        requests: 6,
        planners,
      },
      {
        name: 'needs it only where it is asked for',
        operation: '{ part { fee next { id } } }',
        expected: { data: { part: { fee: 0, next: { id: '1' } } } },
        requests: 2,
      },
    ],
  );
});

describe('an interface object that leads to itself again', () => {
  const all = [
    { kind: 'Car', id: 'c', wheels: 4, name: 'Car' },
    { kind: 'Bike', id: 'b', wheels: 2, name: '' },
  ];
  const byId = ({ id }: { id: string }) => all.find((each) => each.id === id);
  runCases(
    {
      vehicles: {
        typeDefs: `type Query { vehicles: [Vehicle!]! bike: Bike! }
          interface Vehicle @key(fields: "id") { id: ID! name: String! wheels: Int! }
          type Car implements Vehicle @key(fields: "id") { id: ID! name: String! wheels: Int! }
          type Bike implements Vehicle @key(fields: "id") { id: ID! name: String! wheels: Int! }`,
        resolvers: {
          Query: { vehicles: () => all, bike: () => all[1] },
          Vehicle: { __resolveType: ({ kind }) => kind, __resolveReference: byId },
          Car: { __resolveReference: byId },
          Bike: { __resolveReference: byId },
        },
      },
      tolls: {
        typeDefs: `type Vehicle @key(fields: "id") @interfaceObject {
            id: ID! wheels: Int! @external name: String! @external
            toll: Int! @requires(fields: "wheels")
            sign: String! @requires(fields: "name") owner: Owner! }
          type Owner { vehicles: [Vehicle!]! }`,
        resolvers: {
          Vehicle: {
            toll: ({ wheels }) => wheels * 10,
            sign: ({ name }) => `[${name}]`,
            owner: () => ({ vehicles: [{ id: 'b' }, { id: 'c' }] }),
          },
        },
      },
    },
    [
      {
        name: 'requires of the objects that it began with itself, too',
        operation: '{ bike { owner { vehicles { toll ... on Car { wheels } __typename } } } }',
        expected: {
          data: {
            bike: {
              owner: {
                vehicles: [
                  { toll: 20, __typename: 'Bike' },
                  { toll: 40, wheels: 4, __typename: 'Car' },
                ],
              },
            },
          },
        },
        requests: 4,
        planners,
      },
      {
        name: 'leads to itself without any requirement',
        operation: '{ bike { owner { vehicles { owner { vehicles { name id } } } } } }',
        expected: {
          data: {
            bike: {
              owner: {
                vehicles: ['b', 'c'].map(() => ({
                  owner: {
                    vehicles: [
                      { name: '', id: 'b' },
                      { name: 'Car', id: 'c' },
                    ],
                  },
                })),
              },
            },
          },
        },
        requests: 3,
      },
      {
        name: 'leads to itself, and one field of it is required',
        operation: '{ bike { owner { vehicles { toll } } } }',
        expected: { data: { bike: { owner: { vehicles: [{ toll: 20 }, { toll: 40 }] } } } },
        requests: 4,
        planners,
      },
    ],
  );
});
