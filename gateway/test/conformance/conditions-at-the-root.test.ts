import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('conditions of fragments on the root type', () => {
  runCases(
    {
      songs: {
        typeDefs: `type Query { songs: [Song!]! song: Song }
          type Mutation { play: Song }
          type Song @key(fields: "id") { id: ID! title: String! }`,
        resolvers: {
          Query: {
            songs: () => ['1', '2'].map((id) => ({ id, title: `Song ${id}` })),
            song: () => ({ id: '3', title: '' }),
          },
          Mutation: { play: () => ({ id: '4', title: 'Now' }) },
        },
      },
      charts: {
        typeDefs: 'type Song @key(fields: "id") { id: ID! rank: Int! weeks: Int! }',
        resolvers: { Song: { rank: ({ id }) => Number(id), weeks: () => 0 } },
      },
    },
    [
      {
        name: 'let the entities within be completed',
        operation: 'query ($yes: Boolean!) { ... @include(if: $yes) { songs { rank } } }',
        variables: { yes: true },
        expected: { data: { songs: [{ rank: 1 }, { rank: 2 }] } },
        requests: 2,
      },
      {
        name: 'let the entities of a named fragment be completed, beside others',
        operation: `query ($yes: Boolean!) { song { weeks } ...Songs @include(if: $yes) }
          fragment Songs on Query { songs { title rank } song { rank } }`,
        variables: { yes: true },
        expected: {
          data: {
            song: { weeks: 0, rank: 3 },
            songs: [
              { title: 'Song 1', rank: 1 },
              { title: 'Song 2', rank: 2 },
            ],
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'hold within each other',
        operation: `query ($yes: Boolean!, $no: Boolean!) { ... @include(if: $yes) {
          songs { rank } ... @skip(if: $no) { song { weeks } } ... @include(if: $no) { x: song { rank } } } }`,
        variables: { yes: true, no: false },
        expected: { data: { songs: [{ rank: 1 }, { rank: 2 }], song: { weeks: 0 } } },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'leave out all that is within',
        operation: `query ($yes: Boolean!) { song { title } ... @skip(if: $yes) { songs { rank } } }`,
        variables: { yes: true },
        expected: { data: { song: { title: '' } } },
        requests: 1,
      },
      {
        name: 'hold for mutations',
        operation: 'mutation ($yes: Boolean!) { ... @include(if: $yes) { play { rank title } } }',
        variables: { yes: true },
        expected: { data: { play: { rank: 4, title: 'Now' } } },
        requests: 2,
      },
      {
        name: 'stand on a fragment without a condition of its own',
        operation: `query ($yes: Boolean!) { ... on Query { ... @include(if: $yes) { ... on Query {
          song { rank @include(if: $yes) } } } } }`,
        variables: { yes: true },
        expected: { data: { song: { rank: 3 } } },
        requests: 2,
      },
    ],
  );
});
