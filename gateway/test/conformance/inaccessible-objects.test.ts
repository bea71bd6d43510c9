import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('an object of an inaccessible type', () => {
  runCases(
    {
      zoo: {
        typeDefs: `type Query { animals: [Animal]! first: Animal! }
          interface Animal { name: String }
          type Cat implements Animal { name: String }
          type Dragon implements Animal @inaccessible { name: String }`,
        resolvers: {
          Animal: { __resolveType: ({ kind }) => kind },
          Query: {
            animals: () => [
              { kind: 'Cat', name: 'Tom' },
              { kind: 'Dragon', name: 'Smaug' },
            ],
            first: () => ({ kind: 'Dragon', name: 'Smaug' }),
          },
        },
      },
    },
    [
      {
        name: 'is null with an error, and leaves the others alone',
        operation: '{ animals { __typename name } }',
        expected: {
          data: { animals: [{ __typename: 'Cat', name: 'Tom' }, null] },
          errors: [{ path: ['animals', 1], code: 'SUBGRAPH_BAD_RESPONSE' }],
        },
        requests: 1,
      },
      {
        name: 'is hidden where its type is not asked for, too',
        operation: '{ animals { name } }',
        expected: {
          data: { animals: [{ name: 'Tom' }, null] },
          errors: [{ path: ['animals', 1], code: 'SUBGRAPH_BAD_RESPONSE' }],
        },
        requests: 1,
      },
      {
        name: 'takes its parent with it where it must not be null',
        operation: '{ first { name } }',
        expected: { data: null, errors: [{ path: ['first'], code: 'SUBGRAPH_BAD_RESPONSE' }] },
        requests: 1,
      },
    ],
  );
});
