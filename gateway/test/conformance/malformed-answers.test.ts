import { describe } from 'vitest';
import { type ConformanceCase, runCases } from './run-cases.ts';
import { user, usersAndProfiles } from './users-and-profiles.ts';

describe('a subgraph that answers wrongly, of entities', () => {
  const answers: readonly [string, unknown][] = [
    ['null', null],
    ['a text', 'oops'],
    ['a list', []],
    ['a number', 0],
    ['an empty object', {}],
    ['data that is null, without errors', { data: null }],
    ['data that is a text', { data: 'oops' }],
    ['data that is a list', { data: [] }],
    ['no entities', { data: {} }],
    ['entities that are null', { data: { _entities: null } }],
    ['entities that are an object', { data: { _entities: { 0: { bio: 'x' } } } }],
    ['too few entities', { data: { _entities: [{ bio: 'x' }] } }],
    ['too many entities', { data: { _entities: [{ bio: 'x' }, { bio: 'y' }, { bio: 'z' }] } }],
    ['entities that are texts', { data: { _entities: ['x', 'y'] } }],
    ['entities that are lists', { data: { _entities: [[], []] } }],
    ['errors that are a text', { errors: 'oops' }],
    ['errors that are an object', { data: null, errors: { message: 'oops' } }],
    ['errors that are null', { data: null, errors: null }],
    ['an error that is null', { data: null, errors: [null] }],
    ['an error that is a text', { data: null, errors: ['oops'] }],
    ['an error without a message', { data: null, errors: [{ path: ['_entities'] }] }],
    ['an error with a message that is no text', { data: null, errors: [{ message: { a: 1 } }] }],
    ['no errors at all', { data: null, errors: [] }],
  ];
  runCases(usersAndProfiles(), [
    ...answers.map(
      ([what, answer]): ConformanceCase => ({
        name: `with ${what}, costs only its own fields`,
        operation: '{ users { name bio } status }',
        answers: { profiles: () => answer },
        expected: {
          data: {
            users: ['Ada', 'Bo', 'Ada'].map((name) => user(name, { bio: null })),
            status: 'ok',
          },
          errors: [
            { path: ['users', 0, 'bio'], code: 'SUBGRAPH_BAD_RESPONSE', subgraph: 'profiles' },
          ],
        },
        requests: 3,
      }),
    ),
    {
      name: 'with an error at a path that is nowhere, costs only its own fields',
      operation: '{ users { name bio } }',
      answers: {
        profiles: () => ({
          data: { _entities: [{ bio: 'x' }, { bio: 'y' }] },
          errors: [{ message: 'Where?', path: ['_entities', 9, 'bio'] }],
        }),
      },
      expected: {
        data: {
          users: [user('Ada', { bio: 'x' }), user('Bo', { bio: 'y' }), user('Ada', { bio: 'x' })],
        },
        errors: [{ code: 'SUBGRAPH_ERROR', message: 'Where?', subgraph: 'profiles' }],
      },
      requests: 2,
    },
    {
      name: 'with keys that objects inherit, changes no other object',
      operation: '{ users { bio } }',
      answers: {
        profiles: () =>
          JSON.parse(`{"data":{"__proto__":{"bio":"no"},"_entities":[
            {"__proto__":{"polluted":true,"bio":"proto"},"constructor":{"prototype":{"bio":1}}},
            {"bio":"own","toString":null}]}}`),
      },
      expected: { data: { users: [{ bio: null }, { bio: 'own' }, { bio: null }] } },
      requests: 2,
      sent: () => {
        if ('polluted' in {}) throw new Error('The prototype of objects was changed.');
      },
    },
  ]);
});

describe('a subgraph that answers wrongly, at the root', () => {
  const answers: readonly [string, unknown][] = [
    ['null', null],
    ['undefined', undefined],
    ['a text', 'oops'],
    ['an empty object', {}],
    ['data that is null, without errors', { data: null }],
    ['data that is a text', { data: 'oops' }],
    ['data that is a list', { data: [{ users: [] }] }],
    ['errors that are a text', { data: { users: null }, errors: 'oops' }],
    ['an error that is null', { errors: [null] }],
  ];
  runCases(
    usersAndProfiles(),
    answers.map(
      ([what, answer]): ConformanceCase => ({
        name: `with ${what}, costs only its own fields`,
        operation: '{ users { name bio } status }',
        answers: { users: () => answer },
        expected: {
          data: { users: null, status: 'ok' },
          errors: [{ path: ['users'], code: 'SUBGRAPH_BAD_RESPONSE', subgraph: 'users' }],
        },
        requests: 2,
      }),
    ),
  );
});
