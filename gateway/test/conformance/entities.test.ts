import { describe, expect } from 'vitest';
import type { SentRequest } from './in-process-subgraph.ts';
import { runCases } from './run-cases.ts';

describe('an entity with a simple key', () => {
  const shelves = [{ id: 'a' }, { id: 'b' }, { id: 'a' }];
  runCases(
    {
      books: {
        typeDefs: `type Query { book(id: ID!): Book shelf: [Book!]! favourite: Book }
          type Book @key(fields: "id") { id: ID! title: String! }`,
        resolvers: {
          Query: {
            book: (_, { id }) => ({ id }),
            shelf: () => shelves,
            favourite: () => ({ id: 'b' }),
          },
          Book: { title: ({ id }) => `Title ${id}` },
        },
      },
      stock: {
        typeDefs: `type Book @key(fields: "id") { id: ID! copies(at: String): Int! }`,
        resolvers: {
          Book: { copies: ({ id }, { at = '' }) => id.charCodeAt(0) + at.length },
        },
      },
    },
    [
      {
        name: 'is completed by another subgraph, without a key that was not asked for',
        operation: '{ book(id: "a") { copies title } }',
        expected: { data: { book: { copies: 97, title: 'Title a' } } },
        requests: 2,
      },
      {
        name: 'is asked for once where one list has it twice',
        operation: '{ shelf { title copies } }',
        expected: {
          data: {
            shelf: [
              { title: 'Title a', copies: 97 },
              { title: 'Title b', copies: 98 },
              { title: 'Title a', copies: 97 },
            ],
          },
        },
        requests: 2,
        sent: (requests) =>
          expect(requests[1]?.variables).toEqual({
            representations: [
              { __typename: 'Book', id: 'a' },
              { __typename: 'Book', id: 'b' },
            ],
          }),
      },
      {
        name: 'is not fetched when only its key and type are wanted',
        operation: '{ shelf { __typename id } }',
        expected: {
          data: { shelf: ['a', 'b', 'a'].map((id) => ({ __typename: 'Book', id })) },
        },
        requests: 1,
      },
      {
        name: 'is told apart by the arguments of a field',
        operation: '{ shelf { copies(at: "x") } favourite { copies(at: "xyz") } }',
        expected: {
          data: {
            shelf: [{ copies: 98 }, { copies: 99 }, { copies: 98 }],
            favourite: { copies: 101 },
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
    ],
  );
});

describe('entities that one operation meets several times', () => {
  runCases(
    {
      posts: {
        typeDefs: `type Query { post(id: ID!): Post! posts: [Post!]! }
          type Post { id: ID! author: User! editors: [User!]! }
          type User @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { post: (_, { id }) => ({ id }), posts: () => [{ id: 'p' }, { id: 'q' }] },
          Post: { author: () => ({ id: '1' }), editors: () => [{ id: '2' }, { id: '1' }] },
        },
      },
      users: {
        typeDefs: 'type User @key(fields: "id") { id: ID! name: String! boss: User }',
        resolvers: {
          User: {
            name: ({ id }) => `User ${id}`,
            boss: ({ id }) => (id === '1' ? { id: '2' } : null),
          },
        },
      },
    },
    [
      {
        name: 'are sent once in a list',
        operation: '{ posts { editors { name } } }',
        expected: {
          data: {
            posts: ['p', 'q'].map(() => ({ editors: [{ name: 'User 2' }, { name: 'User 1' }] })),
          },
        },
        requests: 2,
        sent: ([, users]) => expect(representationsOf(users)).toEqual([['2', '1']]),
      },
      {
        name: 'are each completed with what is wanted in its place',
        operation: '{ posts { author { name boss { name } } editors { boss { name } } } }',
        expected: {
          data: {
            posts: ['p', 'q'].map(() => ({
              author: { name: 'User 1', boss: { name: 'User 2' } },
              editors: [{ boss: null }, { boss: { name: 'User 2' } }],
            })),
          },
        },
        requests: { hive: 2, apollo: 3 },
      },
    ],
  );

  function representationsOf(request: SentRequest | undefined): unknown {
    const lists = Object.values(request?.variables ?? {}) as { id: string }[][];
    return lists.map((list) => list.map(({ id }) => id));
  }
});
