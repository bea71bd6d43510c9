import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a required field that is not answered', () => {
  runCases(
    {
      jobs: {
        typeDefs: `type Query { jobs: [Job!]! } type Job @key(fields: "id") { id: ID! title: String! }`,
        resolvers: { Query: { jobs: () => ['1', '2'].map((id) => ({ id, title: `Job ${id}` })) } },
      },
      pay: {
        typeDefs: 'type Job @key(fields: "id") { id: ID! salary: Int }',
        resolvers: { Job: { salary: () => 7 } },
      },
      tax: {
        typeDefs: `type Job @key(fields: "id") { id: ID! salary: Int @external
          tax: Int @requires(fields: "salary") rate: Int }`,
        resolvers: { Job: { tax: ({ salary }) => (salary ?? 0) + 1, rate: () => 0 } },
      },
    },
    [
      {
        name: 'leaves out the field that requires it, not the others of its subgraph',
        faults: {
          hive: 'one fetch for both',
        },
        operation: '{ jobs { title tax rate } }',
        answers: {
          pay: () => {
            throw new Error('No pay today.');
          },
        },
        expected: {
          data: {
            jobs: [
              { title: 'Job 1', tax: null, rate: 0 },
              { title: 'Job 2', tax: null, rate: 0 },
            ],
          },
          errors: [
            { path: ['jobs', 0, 'salary'], code: 'SUBGRAPH_ERROR', message: 'No pay today.' },
          ],
        },
        requests: 3,
      },
    ],
  );
});
