import { beforeEach, describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe('mutations', () => {
  let log: string[] = [];
  beforeEach(() => {
    log = [];
  });
  const note = (what: string) => {
    log.push(what);
    return what;
  };
  runCases(
    {
      carts: {
        typeDefs: `type Query { cart: Cart }
          type Mutation { add(sku: ID!): Cart! empty: Cart fail(hard: Boolean): String }
          type Cart @key(fields: "id") { id: ID! items: [String!]! last: Item }
          type Item @key(fields: "sku") { sku: ID! }`,
        resolvers: {
          Cart: { __resolveReference: ({ id }) => ({ id, items: [], last: null }) },
          Mutation: {
            add: async (_, { sku }) => {
              await soon();
              note(`add ${sku}`);
              return { id: 'c', items: [sku], last: { sku } };
            },
            empty: () => {
              note('empty');
              return { id: 'c', items: [], last: null };
            },
            fail: () => {
              throw new Error('It failed.');
            },
          },
        },
      },
      payments: {
        typeDefs: `type Mutation { pay(amount: Int!): Payment! }
          type Payment { amount: Int! cart: Cart! }
          type Cart @key(fields: "id") { id: ID! paid: Int! }`,
        resolvers: {
          Mutation: {
            pay: async (_, { amount }) => {
              await soon();
              note(`pay ${amount}`);
              return { amount, cart: { id: 'c' } };
            },
          },
          Cart: { paid: () => log.filter((entry) => entry.startsWith('pay')).length },
        },
      },
      items: {
        typeDefs: 'type Item @key(fields: "sku") { sku: ID! name: String! }',
        resolvers: { Item: { name: ({ sku }) => note(`name of ${sku}`) } },
      },
    },
    [
      {
        name: 'of several subgraphs run in their order',
        operation: `mutation { a: add(sku: "1") { items } pay(amount: 0) { amount }
          b: add(sku: "2") { items } empty { items } }`,
        expected: {
          data: {
            a: { items: ['1'] },
            pay: { amount: 0 },
            b: { items: ['2'] },
            empty: { items: [] },
          },
        },
        requests: 3,
        sent: () => expect(log).toEqual(['add 1', 'pay 0', 'add 2', 'empty']),
      },
      {
        name: 'are completed by other subgraphs',
        operation: 'mutation { add(sku: "1") { last { name } paid } }',
        expected: { data: { add: { last: { name: 'name of 1' }, paid: 0 } } },
        requests: 3,
        sent: () => expect(log).toEqual(['add 1', 'name of 1']),
      },
      {
        name: 'that fail leave the next ones to run',
        operation: 'mutation { fail pay(amount: 1) { cart { paid items } } }',
        expected: {
          data: { fail: null, pay: { cart: { paid: 1, items: [] } } },
          errors: [{ path: ['fail'], code: 'SUBGRAPH_ERROR', message: 'It failed.' }],
        },
        requests: 3,
        sent: () => expect(log).toEqual(['pay 1']),
      },
      {
        name: 'that are equal run each',
        operation: 'mutation { a: add(sku: "1") { items } b: add(sku: "1") { items } }',
        expected: { data: { a: { items: ['1'] }, b: { items: ['1'] } } },
        requests: 1,
        sent: () => expect(log).toEqual(['add 1', 'add 1']),
      },
      {
        name: 'tell their type',
        operation: 'mutation { __typename pay(amount: 3) { __typename } }',
        expected: { data: { __typename: 'Mutation', pay: { __typename: 'Payment' } } },
        requests: 1,
        sent: () => expect(log).toEqual(['pay 3']),
      },
    ],
  );
});

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
