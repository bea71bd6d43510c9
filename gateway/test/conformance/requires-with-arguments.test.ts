import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a required field with arguments', () => {
  runCases(
    {
      prices: {
        typeDefs: `type Query { offer: Offer }
          type Offer @key(fields: "id") { id: ID! price(in: String!, round: Boolean = false): Int }`,
        resolvers: {
          Query: { offer: () => ({ id: '1' }) },
          Offer: { price: (_, { in: currency, round }) => currency.length + (round ? 100 : 0) },
        },
      },
      labels: {
        typeDefs: `type Offer @key(fields: "id") {
          id: ID! price(in: String!, round: Boolean = false): Int @external
          tag: String! @requires(fields: "price(in: \\"EURO\\")")
          rounded: String! @requires(fields: "price(in: \\"EURO\\", round: true)")
          short(as: String!): String! @requires(fields: "price(in: \\"E\\")") }`,
        resolvers: {
          Offer: {
            tag: ({ price }) => `€ ${price}`,
            rounded: ({ price }) => `~ ${price}`,
            short: ({ price }, { as }) => `${as}${price}`,
          },
        },
      },
    },
    [
      {
        name: 'is asked for with them',
        operation: '{ offer { tag } }',
        expected: { data: { offer: { tag: '€ 4' } } },
        requests: 2,
      },
      {
        name: "is not mistaken for the client's field of other arguments",
        operation: '{ offer { price(in: "abcdefg") tag } }',
        expected: { data: { offer: { price: 7, tag: '€ 4' } } },
        requests: 2,
      },
      {
        name: 'goes with arguments of the requiring field',
        operation: 'query ($as: String!) { offer { short(as: $as) } }',
        variables: { as: '>' },
        expected: { data: { offer: { short: '>1' } } },
        requests: 2,
      },
      {
        name: 'is kept apart for fields that require it with different arguments',
        operation: '{ offer { rounded tag } }',
        expected: { data: { offer: { rounded: '~ 104', tag: '€ 4' } } },
        requests: { hive: 2, apollo: 3 },
      },
    ],
  );
});
