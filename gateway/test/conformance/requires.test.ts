import { describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe('a field that requires others', () => {
  const parcels = [
    { id: '1', weight: 0, label: '', fragile: false, size: null },
    { id: '2', weight: 7, label: 'seven', fragile: true, size: { w: 2, h: 3 } },
  ];
  runCases(
    {
      parcels: {
        typeDefs: `type Query { parcels: [Parcel!]! parcel: Parcel }
          type Parcel @key(fields: "id") {
            id: ID! weight: Int label: String fragile: Boolean size: Size }
          type Size { w: Int! h: Int! }`,
        resolvers: { Query: { parcels: () => parcels, parcel: () => parcels[1] } },
      },
      shipping: {
        typeDefs: `type Parcel @key(fields: "id") {
            id: ID!
            weight: Int @external label: String @external fragile: Boolean @external
            size: Size @external
            summary: String! @requires(fields: "weight label fragile")
            area: Int @requires(fields: "size { w h }") }
          type Size { w: Int! @external h: Int! @external }`,
        resolvers: {
          Parcel: {
            summary: ({ weight, label, fragile }) => JSON.stringify([weight, label, fragile]),
            area: ({ size }) => (size === null ? -1 : size.w * size.h),
          },
        },
      },
    },
    [
      {
        name: 'gets them, whether they are falsy or not',
        operation: '{ parcels { summary } }',
        expected: {
          data: { parcels: [{ summary: '[0,"",false]' }, { summary: '[7,"seven",true]' }] },
        },
        requests: 2,
      },
      {
        name: 'gets the parts of an object, or the null in its place',
        operation: '{ parcels { area id } }',
        expected: {
          data: {
            parcels: [
              { area: -1, id: '1' },
              { area: 6, id: '2' },
            ],
          },
        },
        requests: 2,
        sent: ([, shipping]) =>
          expect(shipping?.variables.representations).toEqual([
            expect.objectContaining({ id: '1', size: null }),
            expect.objectContaining({ id: '2', size: { w: 2, h: 3 } }),
          ]),
      },
    ],
  );
});

describe('fields that require each other across three subgraphs', () => {
  runCases(
    {
      catalog: {
        typeDefs: `type Query { wares: [Ware!]! }
          type Ware @key(fields: "id") { id: ID! net: Int! }`,
        resolvers: {
          Query: {
            wares: () => [
              { id: 'a', net: 0 },
              { id: 'b', net: 100 },
            ],
          },
        },
      },
      tax: {
        typeDefs: `type Ware @key(fields: "id") { id: ID! net: Int! @external
          gross: Int! @requires(fields: "net") }`,
        resolvers: { Ware: { gross: ({ net }) => net * 2 } },
      },
      shop: {
        typeDefs: `type Ware @key(fields: "id") {
          id: ID! gross: Int! @external net: Int! @external
          price: String! @requires(fields: "gross net") }`,
        resolvers: { Ware: { price: ({ gross, net }) => `${gross} (${net})` } },
      },
    },
    [
      {
        name: 'are resolved in their order',
        operation: '{ wares { price } }',
        expected: { data: { wares: [{ price: '0 (0)' }, { price: '200 (100)' }] } },
        requests: 3,
      },
      {
        name: 'are resolved once where the client asks for all of them',
        operation: '{ wares { price gross net id } }',
        expected: {
          data: {
            wares: [
              { price: '0 (0)', gross: 0, net: 0, id: 'a' },
              { price: '200 (100)', gross: 200, net: 100, id: 'b' },
            ],
          },
        },
        requests: 3,
      },
    ],
  );
});
