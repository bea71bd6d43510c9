import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('aliases', () => {
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
        name: 'name root fields that one subgraph is asked for twice',
        operation: '{ b: city(id: "2") { name } a: city(id: "1") { name } }',
        expected: { data: { b: { name: 'en-2' }, a: { name: 'en-1' } } },
        requests: 1,
      },
      {
        name: 'name entities that are then completed',
        operation: '{ b: city(id: "2") { degrees } a: city(id: "1") { degrees } }',
        expected: { data: { b: { degrees: 2 }, a: { degrees: 1 } } },
        requests: { hive: 2, apollo: 3 },
      },
      {
        name: 'tell one field with different arguments apart, on both sides of a key',
        operation: `{ cities { de: name(in: "de") name fr: name(in: "fr")
          f: degrees(unit: "F") degrees c: degrees(unit: "C") } }`,
        expected: {
          data: {
            cities: [
              { de: 'de-1', name: 'en-1', fr: 'fr-1', f: 33, degrees: 1, c: 1 },
              { de: 'de-2', name: 'en-2', fr: 'fr-2', f: 34, degrees: 2, c: 2 },
            ],
          },
        },
        requests: 2,
      },
      {
        name: 'rename `__typename`, several times and beside itself',
        operation:
          '{ kind: __typename city(id: "1") { a: __typename __typename b: __typename degrees } }',
        expected: {
          data: {
            kind: 'Query',
            city: { a: 'City', __typename: 'City', b: 'City', degrees: 1 },
          },
        },
        requests: 2,
      },
      {
        name: 'work at every depth of an entity, and in the entities after it',
        operation: `{ one: city(id: "1") { sky: now { c: cover air: wind { a: speed b: speed(unit: "ft") } }
          around: near { label: name temperature: degrees } } }`,
        expected: {
          data: {
            one: {
              sky: { c: 0, air: { a: '1 m', b: '1 ft' } },
              around: [{ label: 'en-10', temperature: 10 }],
            },
          },
        },
        requests: 3,
      },
      {
        name: 'may be names that objects inherit',
        operation: `{ constructor: city(id: "1") { toString: name hasOwnProperty: degrees
          __proto__: id valueOf: zone { constructor: code } } }`,
        expected: {
          data: JSON.parse(`{"constructor":{"toString":"en-1","hasOwnProperty":1,"__proto__":"1",
            "valueOf":{"constructor":"z1"}}}`),
        },
        requests: 2,
      },
    ],
  );
});
