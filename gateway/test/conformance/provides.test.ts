import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('fields that a subgraph provides on some ways only', () => {
  runCases(
    {
      songs: {
        typeDefs: `type Query { newest: Song @provides(fields: "artist { name label { city } }")
            oldest: Song }
          type Song @key(fields: "id") { id: ID! artist: Artist! @external }
          type Artist @key(fields: "id") { id: ID! name: String! @external label: Label @external }
          type Label { city: String @external }`,
        resolvers: {
          Query: {
            newest: () => ({
              id: '9',
              artist: { id: 'a', name: 'Provided', label: { city: 'Oslo' } },
            }),
            oldest: () => ({ id: '1' }),
          },
        },
      },
      artists: {
        typeDefs: `type Song @key(fields: "id") { id: ID! artist: Artist! @shareable }
          type Artist @key(fields: "id") {
            id: ID! name: String! @shareable label: Label @shareable born: Int }
          type Label { city: String @shareable }`,
        resolvers: {
          Song: { artist: ({ id }) => ({ id: `of-${id}` }) },
          Artist: {
            name: ({ id }) => `Artist ${id}`,
            label: () => ({ city: 'Rome' }),
            born: () => 0,
          },
        },
      },
    },
    [
      {
        name: 'are taken from it on these ways',
        operation: '{ newest { artist { name label { city } } } }',
        expected: { data: { newest: { artist: { name: 'Provided', label: { city: 'Oslo' } } } } },
        requests: 1,
      },
      {
        name: 'come from their owner on all others',
        operation: '{ oldest { artist { name } } }',
        expected: { data: { oldest: { artist: { name: 'Artist of-1' } } } },
        requests: 2,
      },
    ],
  );
});

describe('fields provided for the members of an interface', () => {
  runCases(
    {
      feed: {
        typeDefs: `type Query { feed: [Media!]! @provides(fields: "... on Film { title }") plain: [Media!]! }
          interface Media { id: ID! }
          type Film implements Media @key(fields: "id") { id: ID! title: String! @external }
          type Game implements Media @key(fields: "id") { id: ID! }`,
        resolvers: {
          Media: { __resolveType: ({ kind }) => kind },
          Query: {
            feed: () => [
              { kind: 'Film', id: 'f', title: 'provided' },
              { kind: 'Game', id: 'g' },
            ],
            plain: () => [{ kind: 'Film', id: 'f' }],
          },
        },
      },
      titles: {
        typeDefs: `type Film @key(fields: "id") { id: ID! title: String! @shareable }
          type Game @key(fields: "id") { id: ID! title: String! }`,
        resolvers: {
          Film: { title: ({ id }) => `film ${id}` },
          Game: { title: ({ id }) => `game ${id}` },
        },
      },
    },
    [
      {
        name: 'spare a request for these members only',
        operation: '{ feed { ... on Film { title } ... on Game { title } } }',
        expected: { data: { feed: [{ title: 'provided' }, { title: 'game g' }] } },
        requests: 2,
      },
      {
        name: 'do not hold on another way to them',
        operation: '{ plain { ... on Film { title } } }',
        expected: { data: { plain: [{ title: 'film f' }] } },
        requests: 2,
      },
    ],
  );
});
