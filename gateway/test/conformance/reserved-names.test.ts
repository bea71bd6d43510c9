import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a variable or alias of a name that plans use themselves', () => {
  runCases(
    {
      books: {
        typeDefs: `type Query { book: Book best: Book }
          type Book @key(fields: "id") { id: ID! part(n: Int): String! }`,
        resolvers: {
          Query: { book: () => ({ id: 'b' }), best: () => ({ id: 'c' }) },
          Book: { part: (_, args) => JSON.stringify(args) },
        },
      },
      prices: {
        typeDefs: 'type Book @key(fields: "id") { id: ID! price(at: [Int]): String! stock: Int! }',
        resolvers: { Book: { price: (_, args) => JSON.stringify(args), stock: () => 0 } },
      },
    },
    [
      {
        name: 'is one like any other: representations',
        operation: 'query ($representations: [Int]) { book { price(at: $representations) } }',
        variables: { representations: [4] },
        expected: { data: { book: { price: '{"at":[4]}' } } },
        requests: 2,
      },
      {
        name: 'is one like any other: representations, where another subgraph gets it',
        operation: 'query ($representations: Int) { book { part(n: $representations) stock } }',
        variables: { representations: 4 },
        expected: { data: { book: { part: '{"n":4}', stock: 0 } } },
        requests: 2,
      },
      {
        name: 'is one like any other: __batch_reps_0',
        operation: `query ($__batch_reps_0: [Int]) {
          book { price(at: $__batch_reps_0) } best { stock } }`,
        variables: { __batch_reps_0: [4] },
        expected: { data: { book: { price: '{"at":[4]}' }, best: { stock: 0 } } },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'is one like any other: _entities and _e0',
        operation: '{ _entities: book { _e0: stock } _e0: best { _entities: price id: stock } }',
        expected: {
          data: { _entities: { _e0: 0 }, _e0: { _entities: '{}', id: 0 } },
        },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'is one like any other: _internal_qp_alias_0',
        operation: `{ book { part(n: 1) _internal_qp_alias_0: part(n: 2) stock } }`,
        expected: {
          data: { book: { part: '{"n":1}', _internal_qp_alias_0: '{"n":2}', stock: 0 } },
        },
        requests: 2,
      },
    ],
  );
});
