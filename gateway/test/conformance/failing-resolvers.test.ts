import { GraphQLError } from 'graphql';
import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const told = { code: 'OOPS', message: 'It failed.', subgraph: 'people' };

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

function fails(): never {
  throw new GraphQLError('It failed.', { extensions: { code: 'OOPS' } });
}
