import { describe } from 'vitest';
import { type ConformanceCase, runCases } from './run-cases.ts';

describe('a subgraph that answers more than it should', () => {
  runCases(graph(), [
    {
      name: 'with fields of another subgraph that it was not asked for, changes none of them',
      operation: '{ users { name bio } }',
      answers: {
        profiles: () => ({
          data: {
            _entities: [
              { bio: 'x', name: 'not Ada' },
              { bio: 'y', id: '1', __typename: 'Status' },
            ],
          },
        }),
      },
      expected: {
        data: {
          users: [user('Ada', { bio: 'x' }), user('Bo', { bio: 'y' }), user('Ada', { bio: 'x' })],
        },
      },
      requests: 2,
    },
    ...[null, []].map(
      (errors): ConformanceCase => ({
        name: `with data and errors of ${JSON.stringify(errors)}, is taken at its data`,
        operation: '{ users { bio } }',
        answers: {
          profiles: () => ({ data: { _entities: [{ bio: 'x' }, { bio: 'y' }] }, errors }),
        },
        expected: { data: { users: [{ bio: 'x' }, { bio: 'y' }, { bio: 'x' }] } },
        requests: 2,
      }),
    ),
  ]);
});

function user(name: string, rest: Record<string, unknown> = {}) {
  return { name, ...rest };
}

function graph(): Parameters<typeof runCases>[0] {
  const users = [
    { id: '1', name: 'Ada' },
    { id: '2', name: 'Bo' },
    { id: '1', name: 'Ada' },
  ];
  return {
    users: {
      typeDefs: `type Query { users: [User] }
        type User @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Query: { users: () => users } },
    },
    profiles: {
      typeDefs: 'type User @key(fields: "id") { id: ID! bio: String email: String! }',
    },
    health: {
      typeDefs: 'type Query { status: String! }',
      resolvers: { Query: { status: () => 'ok' } },
    },
  };
}
