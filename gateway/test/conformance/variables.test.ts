import { describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe('variables and arguments', () => {
  const echo = (args: unknown) => JSON.stringify(args);
  runCases(
    {
      books: {
        typeDefs: `type Query { book: Book echo(n: Int, text: String = "none", of: Filter, ids: [ID!], sort: Sort): String! }
          type Book @key(fields: "id") { id: ID! part(n: Int! = 1): String! }
          input Filter { name: String = "any" tags: [String] in: Filter year: Int! = 0 }
          enum Sort { UP DOWN }`,
        resolvers: {
          Query: { book: () => ({ id: 'b' }), echo: (_, args) => echo(args) },
          Book: { part: (_, args) => echo(args) },
        },
      },
      prices: {
        typeDefs: `type Book @key(fields: "id") {
            id: ID! price(in: Currency! = { code: "EUR" }, at: [Int]): String! }
          input Currency { code: String! digits: Int = 2 }`,
        resolvers: { Book: { price: (_, args) => echo(args) } },
      },
    },
    [
      {
        name: 'go only to the subgraphs that use them',
        operation: `query ($n: Int!, $code: String!) {
          book { part(n: $n) price(in: { code: $code, digits: 0 }) } }`,
        variables: { n: 0, code: '' },
        expected: {
          data: { book: { part: '{"n":0}', price: '{"in":{"code":"","digits":0}}' } },
        },
        requests: 2,
        sent: ([books, prices]) => {
          expect(books?.variables).toEqual({ n: 0 });
          expect(prices?.variables).toEqual({
            code: '',
            representations: [{ __typename: 'Book', id: 'b' }],
          });
        },
      },
      {
        name: 'have the defaults of the operation, then those of the schema',
        operation: `query ($text: String = "mine", $n: Int, $sort: Sort = DOWN) {
          echo(text: $text, n: $n, sort: $sort) book { price part } }`,
        expected: {
          data: {
            echo: '{"text":"mine","sort":"DOWN"}',
            book: { price: '{"in":{"code":"EUR","digits":2}}', part: '{"n":1}' },
          },
        },
        requests: 2,
      },
      {
        name: 'that are null are not ones that are absent',
        operation: 'query ($text: String, $n: Int = 5) { echo(text: $text, n: $n) }',
        variables: { text: null, n: null },
        expected: { data: { echo: '{"n":null,"text":null}' } },
        requests: 1,
      },
      {
        name: 'that are absent leave the default of the argument',
        operation: 'query ($text: String, $n: Int = 5) { echo(text: $text, n: $n) }',
        expected: { data: { echo: '{"n":5,"text":"none"}' } },
        requests: 1,
      },
      {
        name: 'may be input objects within each other',
        operation: 'query ($of: Filter) { echo(of: $of) }',
        variables: { of: { tags: ['a', null], in: { name: null, in: { year: 0 } } } },
        expected: {
          data: {
            echo: echo({
              text: 'none',
              of: {
                name: 'any',
                tags: ['a', null],
                in: { name: null, in: { name: 'any', year: 0 }, year: 0 },
                year: 0,
              },
            }),
          },
        },
        requests: 1,
      },
      {
        name: 'stand within objects and lists of literals',
        operation: `query ($tag: String, $id: ID!, $year: Int!) {
          echo(of: { tags: ["x", $tag], year: $year }, ids: [$id, "2"]) }`,
        variables: { tag: 'y', id: 1, year: 0 },
        expected: {
          data: {
            echo: echo({
              text: 'none',
              of: { name: 'any', tags: ['x', 'y'], year: 0 },
              ids: ['1', '2'],
            }),
          },
        },
        requests: 1,
      },
      {
        name: 'become lists where one value is given for a list',
        operation: 'query ($ids: [ID!], $tags: [String]) { echo(ids: $ids, of: { tags: $tags }) }',
        variables: { ids: 7, tags: 'one' },
        expected: {
          data: {
            echo: echo({ text: 'none', of: { name: 'any', tags: ['one'], year: 0 }, ids: ['7'] }),
          },
        },
        requests: 1,
      },
      {
        name: 'of a wrong type are refused before any subgraph is asked',
        operation: 'query ($n: Int!) { book { part(n: $n) } }',
        variables: { n: 'one' },
        expected: { errors: [{ code: 'BAD_USER_INPUT', message: '"$n"' }] },
        requests: 0,
      },
      {
        name: 'that are required and absent are refused',
        operation: 'query ($n: Int!) { book { part(n: $n) } }',
        expected: { errors: [{ code: 'BAD_USER_INPUT', message: '"$n"' }] },
        requests: 0,
      },
      {
        name: 'may have the names that plans use themselves',
        operation: `query ($representations: Int!, $__batch_reps_0: [Int]) {
          book { part(n: $representations) price(at: $__batch_reps_0) } }`,
        variables: { representations: 3, __batch_reps_0: [1, null] },
        expected: {
          data: {
            book: {
              part: '{"n":3}',
              price: '{"in":{"code":"EUR","digits":2},"at":[1,null]}',
            },
          },
        },
        requests: 2,
      },
    ],
  );
});
