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
        name: 'spares the request for the field that requires it',
        operation: '{ jobs { title tax } }',
        answers: {
          pay: () => {
            throw new Error('No pay today.');
          },
        },
        expected: {
          data: {
            jobs: [
              { title: 'Job 1', tax: null },
              { title: 'Job 2', tax: null },
            ],
          },
          errors: [
            { path: ['jobs', 0, 'salary'], code: 'SUBGRAPH_ERROR', message: 'No pay today.' },
          ],
        },
        requests: 2,
      },
      {
        name: 'is as null as its subgraph says',
        operation: '{ jobs { tax } }',
        answers: { pay: () => ({ data: { _entities: [{ salary: null }, { salary: 0 }] } }) },
        expected: { data: { jobs: [{ tax: 1 }, { tax: 1 }] } },
        requests: 3,
      },
      {
        name: 'of one entity does not leave out those of others',
        operation: '{ jobs { tax } }',
        answers: {
          pay: () => ({
            data: { _entities: [null, { salary: 5 }] },
            errors: [{ message: 'Hidden.', path: ['_entities', 0] }],
          }),
        },
        expected: {
          data: { jobs: [{ tax: null }, { tax: 6 }] },
          errors: [{ path: ['jobs', 0], code: 'SUBGRAPH_ERROR', message: 'Hidden.' }],
        },
        requests: 3,
      },
    ],
  );
});
