import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('fields that require different others, some of them under conditions', () => {
  const boxes = [
    { id: '1', grams: 0, size: { w: 2, h: 3 }, label: '' },
    { id: '2', grams: 5, size: null, label: 'two' },
  ];
  runCases(
    {
      boxes: {
        typeDefs: `type Query { boxes: [Box!]! }
          type Box @key(fields: "id") { id: ID! grams: Int! size: Size label: String! }
          type Size { w: Int! h: Int! }`,
        resolvers: { Query: { boxes: () => boxes } },
      },
      post: {
        typeDefs: `type Box @key(fields: "id") { id: ID!
            grams: Int! @external size: Size @external label: String! @external
            fee: Int! @requires(fields: "grams")
            area: Int! @requires(fields: "size { w h }")
            tag: String! @requires(fields: "label grams") }
          type Size { w: Int! @external h: Int! @external }`,
        resolvers: {
          Box: {
            fee: ({ grams }) => grams + 1,
            area: ({ size }) => (size === null ? -1 : size.w * size.h),
            tag: ({ label, grams }) => `${label}/${grams}`,
          },
        },
      },
    },
    [
      {
        name: 'are each resolved where their own condition holds',
        operation: 'query ($no: Boolean!) { boxes { fee @include(if: $no) area } }',
        variables: { no: false },
        expected: { data: { boxes: [{ area: 6 }, { area: -1 }] } },
        requests: 2,
      },
      {
        name: 'are all resolved where all conditions hold',
        operation: `query ($a: Boolean!, $b: Boolean!) {
          boxes { fee @include(if: $a) area @skip(if: $b) tag } }`,
        variables: { a: true, b: false },
        expected: {
          data: {
            boxes: [
              { fee: 1, area: 6, tag: '/0' },
              { fee: 6, area: -1, tag: 'two/5' },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'are none of them resolved where no condition holds',
        operation:
          'query ($no: Boolean!) { boxes { id fee @include(if: $no) area @include(if: $no) } }',
        variables: { no: false },
        expected: { data: { boxes: [{ id: '1' }, { id: '2' }] } },
        requests: 1,
      },
      {
        name: 'share what they require, under one condition or the other',
        operation: `query ($a: Boolean!, $b: Boolean!) {
          boxes { fee @include(if: $a) tag @include(if: $b) } }`,
        variables: { a: false, b: true },
        expected: { data: { boxes: [{ tag: '/0' }, { tag: 'two/5' }] } },
        requests: 2,
      },
    ],
  );
});
