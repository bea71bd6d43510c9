import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('numbers of more digits than a machine word has', () => {
  runCases(
    {
      numbers: {
        typeDefs: 'type Query { echo(id: ID, f: Float): String! }',
        resolvers: { Query: { echo: (_, { id, f }) => `${id} ${f}` } },
      },
    },
    [
      {
        name: 'are identifiers, digit for digit',
        planners: { only: 'apollo', reason: "Hive's parser takes no number beyond 64 bits." },
        operation: '{ echo(id: 12345678901234567890) }',
        expected: { data: { echo: '12345678901234567890 undefined' } },
        requests: 1,
      },
      {
        name: 'are floating-point numbers',
        planners: { only: 'apollo', reason: "Hive's parser takes no number beyond 64 bits." },
        operation: '{ echo(f: 123000000000000000000000) }',
        expected: { data: { echo: 'undefined 1.23e+23' } },
        requests: 1,
      },
    ],
  );
});
