import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('an interface that another subgraph sees as an object', () => {
  const media = [
    { kind: 'Book', id: '0', title: 'B', pages: 0 },
    { kind: 'Film', id: '1', title: 'F', minutes: 90 },
  ];
  const byId = ({ id }: { id: string }) => media.find((each) => each.id === id);
  runCases(
    {
      media: {
        typeDefs: `type Query { media: [Media!]! }
          interface Media @key(fields: "id") { id: ID! title: String! }
          type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! }
          type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }`,
        resolvers: {
          Query: { media: () => media },
          Media: { __resolveType: ({ kind }) => kind, __resolveReference: byId },
          Book: { __resolveReference: byId },
          Film: { __resolveReference: byId },
        },
      },
      votes: {
        typeDefs: `type Query { best: Media! top: [Media!]! }
          type Media @key(fields: "id") @interfaceObject { id: ID! votes: Int! related: [Media!]! }`,
        resolvers: {
          Query: { best: () => ({ id: '1' }), top: () => [{ id: '1' }, { id: '0' }] },
          Media: { votes: ({ id }) => Number(id) * 10, related: () => [{ id: '0' }] },
        },
      },
    },
    [
      {
        name: 'gets its fields from there, for all its members',
        operation: '{ media { title votes } }',
        expected: {
          data: {
            media: [
              { title: 'B', votes: 0 },
              { title: 'F', votes: 10 },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'gets its fields from there within a fragment on a member',
        operation: '{ media { ... on Film { minutes votes } ... on Book { pages } } }',
        expected: { data: { media: [{ pages: 0 }, { minutes: 90, votes: 10 }] } },
        requests: 2,
      },
      {
        name: 'begins there, and the type is told by the subgraph that knows',
        operation: '{ best { __typename votes } }',
        expected: { data: { best: { __typename: 'Film', votes: 10 } } },
        requests: 2,
      },
      {
        name: 'needs no other subgraph where only its own fields are wanted',
        operation: '{ best { id votes } }',
        expected: { data: { best: { id: '1', votes: 10 } } },
        requests: 1,
      },
      {
        name: 'begins there, and fragments on members find their objects',
        operation:
          '{ top { ... on Book { pages } votes ... on Film { length: minutes __typename } } }',
        expected: {
          data: {
            top: [
              { votes: 10, length: 90, __typename: 'Film' },
              { pages: 0, votes: 0 },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'comes back to itself over both',
        operation: '{ media { related { title votes } } }',
        expected: {
          data: {
            media: [
              { related: [{ title: 'B', votes: 0 }] },
              { related: [{ title: 'B', votes: 0 }] },
            ],
          },
        },
        requests: 3,
      },
    ],
  );
});

describe('an interface object that requires and is required', () => {
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
        name: 'gets what it requires of each member',
        operation: '{ vehicles { toll sign } }',
        expected: {
          data: {
            vehicles: [
              { toll: 40, sign: '[Car]' },
              { toll: 20, sign: '[]' },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'answers for a member that is met by its own type',
        operation: '{ bike { toll __typename } }',
        expected: { data: { bike: { toll: 20, __typename: 'Bike' } } },
        requests: 2,
      },
    ],
  );
});

describe('an interface object whose key nobody resolves there', () => {
  runCases(
    {
      nodes: {
        typeDefs: `type Query { nodes: [Node!]! }
          interface Node @key(fields: "id") { id: ID! label: String! }
          type Leaf implements Node @key(fields: "id") { id: ID! label: String! }`,
        resolvers: {
          Query: { nodes: () => [{ id: 'l', label: '' }] },
          Node: {
            __resolveType: () => 'Leaf',
            __resolveReference: ({ id }) => ({ id, label: `label ${id}` }),
          },
          Leaf: { __resolveReference: ({ id }) => ({ id, label: `label ${id}` }) },
        },
      },
      links: {
        typeDefs: `type Query { link: Link! }
          type Link { to: Node! text: String! }
          type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
        resolvers: { Query: { link: () => ({ text: 'see', to: { id: 'x' } }) } },
      },
    },
    [
      {
        name: 'gives its key without another request',
        operation: '{ link { text to { id } } }',
        expected: { data: { link: { text: 'see', to: { id: 'x' } } } },
        requests: 1,
      },
      {
        name: 'leads to the subgraph that has the interface',
        operation: '{ link { to { label __typename } } }',
        expected: { data: { link: { to: { label: 'label x', __typename: 'Leaf' } } } },
        requests: 2,
      },
    ],
  );
});
