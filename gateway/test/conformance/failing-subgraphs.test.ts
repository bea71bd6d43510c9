import { describe } from 'vitest';
import { runCases } from './run-cases.ts';
import { user, usersAndProfiles } from './users-and-profiles.ts';

describe('a subgraph that answers partly', () => {
  runCases(usersAndProfiles(), [
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

describe('a subgraph that does not answer', () => {
  const fail = () => {
    throw new Error('connect ECONNREFUSED');
  };
  runCases(usersAndProfiles(), [
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
