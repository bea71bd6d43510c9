import type { runCases } from './run-cases.ts';

/** Users of one subgraph, two of them the same, with profiles in another; and a third that has no part in it. */
export function usersAndProfiles(): Parameters<typeof runCases>[0] {
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

/** A user as the client sees them. */
export function user(name: string, rest: Record<string, unknown> = {}) {
  return { name, ...rest };
}
