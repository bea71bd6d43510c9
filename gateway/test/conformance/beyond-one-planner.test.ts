import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('what one of the planners cannot plan', () => {
  const films = ['f', 'g'].map((id) => ({
    kind: 'Film',
    id,
    code: id,
    title: `Film ${id}`,
    grams: 0,
  }));
  const resolve = {
    __resolveReference: ({ id, code }: { id?: string; code?: string }) =>
      films.find((film) => film.id === (id ?? code)),
  };
  runCases(
    {
      films: {
        typeDefs: `type Query { film: Film }
          type Film @key(fields: "id") @key(fields: "code") { id: ID! code: ID! title: String! grams: Int! }`,
        resolvers: { Query: { film: () => films[0] }, Film: resolve },
      },
      users: {
        typeDefs: `type Query { me: User! }
          type User @key(fields: "id") { id: ID! name: String! likes: Liked }
          union Liked = Film
          type Film @key(fields: "code", resolvable: false) { code: ID! }`,
        resolvers: {
          Query: { me: () => ({ id: 'u', name: 'Ada', likes: films[1] }) },
          User: { __resolveReference: () => ({ id: 'u', name: 'Ada', likes: films[1] }) },
          Liked: { __resolveType: () => 'Film' },
        },
      },
      post: {
        typeDefs: `type Film @key(fields: "id") { id: ID! grams: Int! @external fee: Int! @requires(fields: "grams") }
          type User @key(fields: "id") { id: ID! name: String! @external label: String! @requires(fields: "name") }`,
        resolvers: {
          Film: { fee: ({ grams }) => grams + 1 },
          User: { label: ({ name }) => `To ${name}` },
        },
      },
    },
    [
      {
        name: 'requirements of several entities, some of them reached by another key',
        operation: '{ me { label likes { ... on Film { title id fee } } } }',
        expected: {
          data: { me: { label: 'To Ada', likes: { title: 'Film g', id: 'g', fee: 1 } } },
        },
        requests: 4,
        planners: {
          only: 'apollo',
          reason: "Hive's planner expects a single parent of each fetch.",
        },
      },
      {
        name: 'an operation of which literals leave nothing',
        operation: '{ film @skip(if: true) { title } me @include(if: false) { name } }',
        expected: { data: {} },
        requests: 0,
        planners: {
          only: 'apollo',
          reason: "Hive's planner fails where there is nothing to plan.",
        },
      },
      {
        name: 'an operation of which literals leave only its type',
        operation: '{ film @skip(if: true) { title } __typename }',
        expected: { data: { __typename: 'Query' } },
        requests: 0,
        planners: {
          only: 'apollo',
          reason: "Hive's planner fails where there is nothing to plan.",
        },
      },
    ],
  );
});
