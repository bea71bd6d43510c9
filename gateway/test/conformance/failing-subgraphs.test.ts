import { GraphQLError } from 'graphql';
import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const told = { code: 'OOPS', message: 'It failed.', subgraph: 'people' };

describe('a subgraph that answers partly', () => {
  runCases(graph(), [
    {
      name: 'has its errors told at their place in the response',
      operation: '{ users { name bio } }',
      answers: {
        profiles: () => ({
          data: { _entities: [{ bio: 'x' }, { bio: null }] },
          errors: [
            {
              message: 'No bio.',
              path: ['_entities', 1, 'bio'],
              extensions: { code: 'NO_BIO' },
            },
          ],
        }),
      },
      expected: {
        data: {
          users: [user('Ada', { bio: 'x' }), user('Bo', { bio: null }), user('Ada', { bio: 'x' })],
        },
        errors: [
          { path: ['users', 1, 'bio'], code: 'NO_BIO', message: 'No bio.', subgraph: 'profiles' },
        ],
      },
      requests: 2,
    },
    {
      name: "has an error told wherever the entity stands, under the client's aliases",
      operation: '{ everyone: users { about: bio } }',
      answers: {
        profiles: () => ({
          data: { _entities: [{ about: null }, { about: '' }] },
          errors: [{ message: 'No.', path: ['_entities', 0, 'about'] }],
        }),
      },
      expected: {
        data: { everyone: [{ about: null }, { about: '' }, { about: null }] },
        errors: [
          { path: ['everyone', 0, 'about'], code: 'SUBGRAPH_ERROR', subgraph: 'profiles' },
          { path: ['everyone', 2, 'about'], code: 'SUBGRAPH_ERROR', subgraph: 'profiles' },
        ],
      },
      requests: 2,
    },
    {
      name: 'has an error told once, though a field that must not be null takes its object along',
      operation: '{ users { name email } }',
      answers: {
        profiles: () => ({
          data: { _entities: [{ email: 'a@x' }, null] },
          errors: [{ message: 'Hidden.', path: ['_entities', 1, 'email'] }],
        }),
      },
      expected: {
        data: { users: [user('Ada', { email: 'a@x' }), null, user('Ada', { email: 'a@x' })] },
        errors: [
          {
            path: ['users', 1, 'email'],
            code: 'SUBGRAPH_ERROR',
            message: 'Hidden.',
            subgraph: 'profiles',
          },
        ],
      },
      requests: 2,
    },
    {
      name: 'has errors at the root told with indices and aliases',
      operation: '{ people: users { called: name } }',
      answers: {
        users: () => ({
          data: { people: [{ called: 'Ada' }, null] },
          errors: [
            { message: 'Gone.', path: ['people', 1, 'called'], extensions: { code: 'GONE' } },
          ],
        }),
      },
      expected: {
        data: { people: [{ called: 'Ada' }, null] },
        errors: [{ path: ['people', 1, 'called'], code: 'GONE', subgraph: 'users' }],
      },
      requests: 1,
    },
    {
      name: 'costs no fields of others',
      operation: '{ users { name } status }',
      answers: {
        users: () => ({ data: null, errors: [{ message: 'Down.' }] }),
      },
      expected: {
        data: { users: null, status: 'ok' },
        errors: [{ path: ['users'], code: 'SUBGRAPH_ERROR', message: 'Down.', subgraph: 'users' }],
      },
      requests: 2,
    },
  ]);
});

describe('a resolver that fails, of entities at several places', () => {
  runCases(
    {
      teams: {
        typeDefs: `type Query { teams: [Team!]! }
          type Team { lead: Person members: [[Person]] }
          type Person @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            teams: () => [
              { lead: { id: 'ok' }, members: [[{ id: 'bad' }], null, [null, { id: 'ok' }]] },
              { lead: { id: 'bad' }, members: null },
            ],
          },
        },
      },
      people: {
        typeDefs:
          'type Person @key(fields: "id") { id: ID! nick: String name: String! cats: [Cat] } type Cat { name: String! }',
        resolvers: {
          Person: {
            nick: ({ id }) => (id === 'bad' ? fails() : 'N'),
            name: ({ id }) => (id === 'bad' ? fails() : 'Name'),
            cats: () => [{ name: 'A' }, { name: () => fails() }],
          },
        },
      },
    },
    [
      {
        name: 'is told at each place, with the indices of lists of lists',
        operation: '{ teams { lead { nick } members { nick } } }',
        expected: {
          data: {
            teams: [
              { lead: { nick: 'N' }, members: [[{ nick: null }], null, [null, { nick: 'N' }]] },
              { lead: { nick: null }, members: null },
            ],
          },
          errors: [
            { path: ['teams', 0, 'members', 0, 0, 'nick'], ...told },
            { path: ['teams', 1, 'lead', 'nick'], ...told },
          ],
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'is told below the entity too',
        operation: '{ teams { who: lead { pets: cats { called: name } } } }',
        expected: {
          data: {
            teams: [
              { who: { pets: [{ called: 'A' }, null] } },
              { who: { pets: [{ called: 'A' }, null] } },
            ],
          },
          errors: [
            { path: ['teams', 0, 'who', 'pets', 1, 'called'], ...told },
            { path: ['teams', 1, 'who', 'pets', 1, 'called'], ...told },
          ],
        },
        requests: 2,
      },
      {
        name: 'costs the entity where the field must not be null',
        operation: '{ teams { lead { nick name } } }',
        expected: {
          data: { teams: [{ lead: { nick: 'N', name: 'Name' } }, { lead: null }] },
          errors: [
            { path: ['teams', 1, 'lead', 'nick'], ...told },
            { path: ['teams', 1, 'lead', 'name'], ...told },
          ],
        },
        requests: 2,
      },
    ],
  );
});

describe('a subgraph that does not answer', () => {
  const fail = () => {
    throw new Error('connect ECONNREFUSED');
  };
  runCases(graph(), [
    {
      name: 'costs its own fields of entities',
      operation: '{ users { name bio } status }',
      answers: { profiles: fail },
      expected: {
        data: {
          users: ['Ada', 'Bo', 'Ada'].map((name) => user(name, { bio: null })),
          status: 'ok',
        },
        errors: [{ path: ['users', 0, 'bio'], code: 'SUBGRAPH_ERROR', subgraph: 'profiles' }],
      },
      requests: 3,
    },
    {
      name: 'costs its own fields at the root',
      operation: '{ status users { name } }',
      answers: { users: fail },
      expected: {
        data: { status: 'ok', users: null },
        errors: [{ path: ['users'], code: 'SUBGRAPH_ERROR', subgraph: 'users' }],
      },
      requests: 2,
    },
    {
      name: 'costs nothing that is not asked of it',
      operation: '{ users { name } status }',
      answers: { profiles: fail },
      expected: {
        data: { users: ['Ada', 'Bo', 'Ada'].map((name) => user(name)), status: 'ok' },
      },
      requests: 2,
    },
    {
      name: 'is not asked for what follows from what another did not answer',
      operation: '{ users { bio name } }',
      answers: { users: fail, profiles: fail },
      expected: {
        data: { users: null },
        errors: [{ path: ['users'], code: 'SUBGRAPH_ERROR', subgraph: 'users' }],
      },
      requests: 1,
    },
  ]);
});

function fails(): never {
  throw new GraphQLError('It failed.', { extensions: { code: 'OOPS' } });
}

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
