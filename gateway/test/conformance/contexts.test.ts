import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

const planners = {
  only: 'apollo',
  reason: "Hive's planner knows no contexts.",
} as const;

describe('arguments that come from a context', () => {
  const shops = [
    { id: 's1', currency: 'EUR', discount: 0 },
    { id: 's2', currency: '', discount: 5 },
  ];
  runCases(
    {
      shops: {
        typeDefs: `type Query { shops: [Shop!]! nearest: Shop closed: [Shop!]! }
          type Shop @key(fields: "id") @context(name: "shop") {
            id: ID! currency: String! @shareable discount: Int shelf: [Ware!]! }
          type Ware @key(fields: "sku") { sku: ID!
            price(in: String @fromContext(field: "$shop { currency }"),
              less: Int @fromContext(field: "$shop { discount }"), times: Int = 1): String! }`,
        resolvers: {
          Query: { shops: () => shops, nearest: () => shops[1], closed: () => [] },
          Shop: { shelf: ({ id }) => [{ sku: `${id}-a` }, { sku: `${id}-b` }] },
          Ware: {
            price: ({ sku }, { in: currency, less, times }) =>
              `${sku}:${JSON.stringify([currency, less, times])}`,
          },
        },
      },
      texts: {
        typeDefs: 'type Ware @key(fields: "sku") { sku: ID! text: String! }',
        resolvers: { Ware: { text: ({ sku }) => `About ${sku}` } },
      },
    },
    [
      {
        name: 'are filled from the object around',
        operation: '{ nearest { shelf { price } } }',
        expected: {
          data: { nearest: { shelf: [{ price: 's2-a:["",5,1]' }, { price: 's2-b:["",5,1]' }] } },
        },
        requests: 2,
        planners,
      },
      {
        name: 'ask for nothing where there is no object around',
        operation: '{ closed { shelf { price } } }',
        expected: { data: { closed: [] } },
        requests: 1,
        planners,
      },
      {
        name: 'are filled from each object around, in one request',
        operation: '{ shops { shelf { price } } }',
        expected: {
          data: {
            shops: [
              { shelf: [{ price: 's1-a:["EUR",0,1]' }, { price: 's1-b:["EUR",0,1]' }] },
              { shelf: [{ price: 's2-a:["",5,1]' }, { price: 's2-b:["",5,1]' }] },
            ],
          },
        },
        requests: 2,
        planners,
      },
      {
        name: "stand beside the client's arguments and other fields",
        operation: 'query ($n: Int) { nearest { currency shelf { text cost: price(times: $n) } } }',
        variables: { n: 3 },
        expected: {
          data: {
            nearest: {
              currency: '',
              shelf: [
                { text: 'About s2-a', cost: 's2-a:["",5,3]' },
                { text: 'About s2-b', cost: 's2-b:["",5,3]' },
              ],
            },
          },
        },
        requests: 3,
        planners,
      },
      {
        name: 'cannot be given by the client',
        operation: '{ nearest { shelf { price(in: "USD") } } }',
        expected: { errors: [{ code: 'GRAPHQL_VALIDATION_FAILED', message: '"in"' }] },
        requests: 0,
        planners,
      },
    ],
  );
});
