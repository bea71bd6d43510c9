import { describe } from 'vitest';
import { type ConformanceCase, runCases } from './run-cases.ts';
import { user, usersAndProfiles } from './users-and-profiles.ts';

describe('a subgraph that answers more than it should', () => {
  runCases(usersAndProfiles(), [
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
