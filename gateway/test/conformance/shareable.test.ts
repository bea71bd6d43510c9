import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('fields that several subgraphs share', () => {
  const point = { x: 0, y: 2 };
  runCases(
    {
      maps: {
        typeDefs: `type Query { place: Place! origin: Point! @shareable }
          type Place @key(fields: "id") { id: ID! name: String! @shareable at: Point! @shareable }
          type Point @shareable { x: Int! y: Int! }`,
        resolvers: {
          Query: { place: () => ({ id: '1' }), origin: () => point },
          Place: { name: ({ id }) => `Place ${id}`, at: () => point },
        },
      },
      guides: {
        typeDefs: `type Query { walk: Walk! origin: Point! @shareable }
          type Walk { through: [Place!]! }
          type Place @key(fields: "id") {
            id: ID! name: String! @shareable at: Point! @shareable stars: Int! }
          type Point @shareable { x: Int! y: Int! }`,
        resolvers: {
          Query: { walk: () => ({ through: [{ id: '1' }, { id: '2' }] }), origin: () => point },
          Place: { name: ({ id }) => `Place ${id}`, at: () => point, stars: ({ id }) => +id },
        },
      },
    },
    [
      {
        name: 'are taken from the subgraph that is asked anyway',
        operation: '{ walk { through { name stars at { y x } } } }',
        expected: {
          data: {
            walk: {
              through: [
                { name: 'Place 1', stars: 1, at: { y: 2, x: 0 } },
                { name: 'Place 2', stars: 2, at: { y: 2, x: 0 } },
              ],
            },
          },
        },
        requests: 1,
      },
      {
        name: 'do not cost a request of their own at the root either',
        operation: '{ origin { x } walk { through { id } } }',
        expected: { data: { origin: { x: 0 }, walk: { through: [{ id: '1' }, { id: '2' }] } } },
        requests: 1,
      },
      {
        name: 'stand beside those that only one subgraph has',
        operation: '{ place { at { x } stars name } }',
        expected: { data: { place: { at: { x: 0 }, stars: 1, name: 'Place 1' } } },
        requests: 2,
      },
    ],
  );
});

describe('a shared type of which each subgraph knows another part', () => {
  runCases(
    {
      header: {
        typeDefs: `type Query { page: Page! @shareable }
          type Page { title: String! lang: Lang! @shareable }
          type Lang { code: String! }`,
        resolvers: { Query: { page: () => ({ title: 'T', lang: { code: 'en' } }) } },
      },
      footer: {
        typeDefs: `type Query { page: Page! @shareable }
          type Page { note: String lang: Lang! @shareable }
          type Lang { name: String! }`,
        resolvers: { Query: { page: () => ({ note: null, lang: { name: 'English' } }) } },
      },
    },
    [
      {
        name: 'is merged from all of them, at every depth',
        operation: '{ page { lang { name code } note title } }',
        expected: {
          data: { page: { lang: { name: 'English', code: 'en' }, note: null, title: 'T' } },
        },
        requests: 2,
      },
      {
        name: 'is asked of one where one knows enough',
        operation: '{ page { note lang { name } } }',
        expected: { data: { page: { note: null, lang: { name: 'English' } } } },
        requests: 1,
      },
    ],
  );
});
