import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a field that another subgraph overrides', () => {
  const values = (age: string) => ({
    name: () => `${age} name`,
    email: () => `${age} email`,
    phone: () => `${age} phone`,
  });
  runCases(
    {
      monolith: {
        typeDefs: `type Query { user: User! greeting: String! }
          type User @key(fields: "id") { id: ID! name: String! email: String! phone: String! }`,
        resolvers: {
          Query: { user: () => ({ id: '1' }), greeting: () => 'old greeting' },
          User: values('old'),
        },
      },
      identity: {
        typeDefs: `type Query { me: User! greeting: String! @override(from: "monolith") }
          type User @key(fields: "id") {
            id: ID!
            name: String! @override(from: "monolith")
            email: String! @override(from: "monolith", label: "percent(100)")
            phone: String! @override(from: "monolith", label: "percent(0)") }`,
        resolvers: {
          Query: { me: () => ({ id: '2' }), greeting: () => 'new greeting' },
          User: values('new'),
        },
      },
    },
    [
      {
        name: 'is asked of the new one, although the old one is asked too',
        operation: '{ user { name } }',
        expected: { data: { user: { name: 'new name' } } },
        requests: 2,
      },
      {
        name: 'is asked of the new one alone at the root',
        operation: '{ greeting me { name } }',
        expected: { data: { greeting: 'new greeting', me: { name: 'new name' } } },
        requests: 1,
      },
      {
        name: 'has moved with a label of all requests',
        operation: '{ user { email } }',
        expected: { data: { user: { email: 'new email' } } },
        requests: 2,
      },
      {
        name: 'has not moved with a label of no request',
        operation: '{ me { phone } user { phone } }',
        expected: { data: { me: { phone: 'old phone' }, user: { phone: 'old phone' } } },
        requests: 3,
      },
    ],
  );
});
