import { describe } from 'vitest';
import { runCases } from './run-cases.ts';

describe('the response', () => {
  runCases(
    {
      a: {
        typeDefs: `type Query { item: Item items: [Item!]! aOnly: Int }
          type Item @key(fields: "id") { id: ID! a1: Int a2: Part grid: [[Part!]] }
          type Part { x: Int y: Int z: [Int] sub: Part }`,
        resolvers: {
          Query: {
            aOnly: () => 0,
            item: () => item,
            items: () => [item, { ...item, id: '2', a2: null }],
          },
        },
      },
      b: {
        typeDefs: `type Query { bOnly: String }
          type Item @key(fields: "id") { id: ID! b1: Boolean b2: More }
          type More { p: String q: [More!] item: Item }`,
        resolvers: {
          Query: { bOnly: () => '' },
          Item: {
            b1: () => false,
            b2: ({ id }) => ({ p: `p${id}`, q: [{ p: '' }, { p: 'x', item: { id: '2' } }] }),
          },
        },
      },
    },
    [
      {
        name: 'has its fields in the order of the operation, whoever they come from',
        operation: '{ bOnly item { b1 a1 id b2 { q { p } p } a2 { z y x } } aOnly }',
        expected: {
          data: {
            bOnly: '',
            item: {
              b1: false,
              a1: 0,
              id: '1',
              b2: { q: [{ p: '' }, { p: 'x' }], p: 'p1' },
              a2: { z: [0, null, 1], y: 0, x: 1 },
            },
            aOnly: 0,
          },
        },
        requests: 3,
      },
      {
        name: 'has a field once, where it is first, with all that is selected of it',
        operation: `{ item { a2 { x } b2 { p } ... on Item { a2 { y } id } ...F a2 { x z } } item { a1 } }
          fragment F on Item { b2 { q { p } } a2 { sub { y } } }`,
        expected: {
          data: {
            item: {
              a2: { x: 1, y: 0, sub: { y: 3 }, z: [0, null, 1] },
              b2: { p: 'p1', q: [{ p: '' }, { p: 'x' }] },
              id: '1',
              a1: 0,
            },
          },
        },
        requests: 2,
      },
      {
        name: 'merges selections within lists, and lists of lists',
        operation: `{ items { id grid { x } b2 { q { p } } } items { grid { y } b2 { q { item { a1 } } } } }`,
        expected: {
          data: {
            items: ['1', '2'].map((id) => ({
              id,
              grid: [[{ x: 5, y: 6 }], [], null],
              b2: {
                q: [
                  { p: '', item: null },
                  { p: 'x', item: { a1: 7 } },
                ],
              },
            })),
          },
        },
        requests: 3,
        answers: {
          a: async ({ query }, execute) => {
            if (!query.includes('_entities')) return execute();
            return { data: { _entities: [{ __typename: 'Item', a1: 7 }] } };
          },
        },
      },
      {
        name: 'keeps one response name of two aliases apart by where they are',
        operation: '{ one: item { v: a1 } two: item { v: b1 w: id } }',
        expected: { data: { one: { v: 0 }, two: { v: false, w: '1' } } },
        requests: 2,
      },
      {
        name: 'takes only the first of equal fragments, and all their fields',
        operation: `{ item { ...F ...F ... on Item { ...F } b1 } }
          fragment F on Item { a1 ...G }
          fragment G on Item { b1 id }`,
        expected: { data: { item: { a1: 0, b1: false, id: '1' } } },
        requests: 2,
      },
      {
        name: 'has nothing that was not asked for',
        operation: '{ item { a2 { sub { x } } } }',
        expected: { data: { item: { a2: { sub: { x: null } } } } },
        requests: 1,
        answers: {
          a: () => ({
            data: {
              stray: 1,
              item: { secret: 1, id: '1', a2: { y: 9, sub: { y: 1 }, x: 2 } },
            },
          }),
        },
      },
      {
        name: 'answers the operation that is named',
        operation: '{ item { b2 { p } } }',
        expected: { data: { item: { b2: { p: 'p1' } } } },
        requests: 2,
      },
    ],
  );
});

const item = {
  id: '1',
  a1: 0,
  a2: { x: 1, y: 0, z: [0, null, 1], sub: { x: 2, y: 3 } },
  grid: [[{ x: 5, y: 6 }], [], null],
};
