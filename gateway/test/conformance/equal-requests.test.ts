import { describe, expect } from 'vitest';
import type { SentRequest } from './in-process-subgraph.ts';
import { runCases } from './run-cases.ts';

describe('entities of which the same is wanted in several places', () => {
  runCases(
    {
      posts: {
        typeDefs: `type Query { post(id: ID!): Post! }
          type Post { id: ID! author: User! editor: User! }
          type User @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { post: (_, { id }) => ({ id }) },
          Post: { author: () => ({ id: '1' }), editor: ({ id }) => ({ id }) },
        },
      },
      users: {
        typeDefs: 'type User @key(fields: "id") { id: ID! name: String! }',
        resolvers: { User: { name: ({ id }) => `User ${id}` } },
      },
    },
    [
      {
        name: 'are sent once, under two aliases',
        operation: '{ a: post(id: "p") { author { name } } b: post(id: "q") { author { name } } }',
        expected: {
          data: {
            a: { author: { name: 'User 1' } },
            b: { author: { name: 'User 1' } },
          },
        },
        requests: 2,
        sent: ([, users]) => expect(representationsOf(users)).toEqual([['1']]),
      },
      {
        name: 'are sent once, as different fields of one object',
        operation: '{ post(id: "1") { author { name } editor { name } } }',
        expected: { data: { post: { author: { name: 'User 1' }, editor: { name: 'User 1' } } } },
        requests: 2,
        sent: ([, users]) => expect(representationsOf(users)).toEqual([['1']]),
      },
    ],
  );
});

function representationsOf(request: SentRequest | undefined): unknown {
  const lists = Object.values(request?.variables ?? {}) as { id: string }[][];
  return lists.map((list) => list.map(({ id }) => id));
}
