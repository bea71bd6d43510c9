import { describe, expect } from 'vitest';
import { runCases } from './run-cases.ts';

describe("a client's alias with a name that a plan needs for itself", () => {
  runCases(
    {
      cities: {
        typeDefs: `type Query { city(id: ID!): City cities: [City!]! }
          type City @key(fields: "id zone { code }") { id: ID! zone: Zone! name(in: String): String! }
          type Zone { code: String! @shareable }`,
        resolvers: {
          Query: {
            city: (_, { id }) => ({ id, zone: { code: `z${id}` } }),
            cities: () => ['1', '2'].map((id) => ({ id, zone: { code: `z${id}` } })),
          },
          City: { name: ({ id }, { in: lang = 'en' }) => `${lang}-${id}` },
        },
      },
      weather: {
        typeDefs: `type City @key(fields: "id zone { code }") {
            id: ID! zone: Zone! degrees(unit: String = "C"): Float! now: Sky! near: [City!]! }
          type Zone { code: String! @shareable }
          type Sky { cover: Int! wind: Wind! }
          type Wind { speed(unit: String = "m"): String! }`,
        resolvers: {
          City: {
            degrees: ({ id }, { unit }) => Number(id) + (unit === 'F' ? 32 : 0),
            now: () => ({ cover: 0, wind: {} }),
            near: ({ id }) => [{ id: `${id}0`, zone: { code: 'far' } }],
          },
          Wind: { speed: (_, { unit }) => `1 ${unit}` },
        },
      },
    },
    [
      {
        name: 'may take the names of the key fields',
        operation: '{ city(id: "1") { id: name zone: degrees key: id place: zone { id: code } } }',
        expected: {
          data: { city: { id: 'en-1', zone: 1, key: '1', place: { id: 'z1' } } },
        },
        requests: 2,
        sent: (requests) =>
          expect(requests[1]?.variables).toEqual({
            representations: [{ __typename: 'City', id: '1', zone: { code: 'z1' } }],
          }),
      },
      {
        name: 'may take the name of a field within a key',
        operation: '{ city(id: "1") { zone { code: __typename other: code } degrees } }',
        expected: {
          data: { city: { zone: { code: 'Zone', other: 'z1' }, degrees: 1 } },
        },
        requests: 2,
      },
      {
        name: 'may take the name `__typename` for something else',
        operation: '{ cities { __typename: name degrees } }',
        expected: {
          data: {
            cities: [
              { __typename: 'en-1', degrees: 1 },
              { __typename: 'en-2', degrees: 2 },
            ],
          },
        },
        requests: 2,
      },
    ],
  );
});
