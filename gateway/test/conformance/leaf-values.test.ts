import { describe } from 'vitest';
import { type ConformanceCase, runCases } from './run-cases.ts';

const code = 'SUBGRAPH_BAD_RESPONSE';

describe('values that a subgraph answers', () => {
  runCases(
    {
      values: {
        typeDefs: `type Query { v: Values w: Values! list: [Values] }
          type Values @key(fields: "id") {
            id: ID int: Int float: Float text: String yes: Boolean mood: Mood any: JSON
            strict: Int! ints: [Int] texts: [String!] grid: [[Int!]!] child: Values }
          enum Mood { GOOD BAD }
          scalar JSON`,
      },
      more: {
        typeDefs: `type Values @key(fields: "id") { id: ID late: Int lateStrict: Int! }`,
        resolvers: { Values: { late: () => 0, lateStrict: () => 0 } },
      },
    },
    [
      passes('{ v { int float text yes mood id } }', {
        ...{ int: 0, float: 1.5, text: '', yes: false, mood: 'GOOD', id: '' },
      }),
      passes('{ v { any } }', { any: { deep: [1, { __typename: 'x' }, null], '': false } }),
      passes('{ v { ints texts grid } }', { ints: [0, null], texts: [''], grid: [[], [1]] }),
      {
        name: 'become of the type where the specification has it so',
        operation: '{ v { id float int } }',
        answers: { values: () => ({ data: { v: { id: 7, float: 3, int: 2.0 } } }) },
        expected: { data: { v: { id: '7', float: 3, int: 2 } } },
        requests: 1,
      },
      isRefused('int', 'text'),
      isRefused('int', 1.5),
      isRefused('int', 2 ** 31),
      isRefused('int', { nested: 1 }),
      isRefused('float', 'NaN?'),
      isRefused('yes', 'true'),
      isRefused('text', { a: 1 }),
      isRefused('text', ['x']),
      isRefused('id', true),
      isRefused('mood', 'UGLY'),
      isRefused('mood', 0),
      isRefused('mood', 'toString'),
      isRefused('ints', 5),
      isRefused('ints', {}),
      isRefused('child { int }', 'text'),
      isRefused('child { int }', []),
      {
        name: 'of the wrong type cost one item of a list',
        operation: '{ v { ints } }',
        answers: { values: () => ({ data: { v: { ints: [1, 'x', 3] } } }) },
        expected: {
          data: { v: { ints: [1, null, 3] } },
          errors: [{ path: ['v', 'ints', 1], code }],
        },
        requests: 1,
      },
      {
        name: 'of the wrong type cost the list, where items must not be null',
        operation: '{ v { texts int } }',
        answers: { values: () => ({ data: { v: { texts: ['a', {}], int: 1 } } }) },
        expected: {
          data: { v: { texts: null, int: 1 } },
          errors: [{ path: ['v', 'texts', 1], code }],
        },
        requests: 1,
      },
      {
        name: 'of the wrong type cost the nearest list that may be null',
        operation: '{ v { grid int } }',
        answers: { values: () => ({ data: { v: { grid: [[1], [2, null]], int: 1 } } }) },
        expected: {
          data: { v: { grid: null, int: 1 } },
          errors: [{ path: ['v', 'grid', 1, 1], code }],
        },
        requests: 1,
      },
      {
        name: 'that must not be null cost their object',
        operation: '{ v { int child { strict } } list { strict } }',
        answers: {
          values: () => ({
            data: {
              v: { int: 1, child: { strict: null } },
              list: [{ strict: 0 }, { strict: null }, { strict: 'x' }, {}],
            },
          }),
        },
        expected: {
          data: { v: { int: 1, child: null }, list: [{ strict: 0 }, null, null, null] },
          errors: [
            { path: ['v', 'child', 'strict'], code },
            { path: ['list', 1, 'strict'], code },
            { path: ['list', 2, 'strict'], code },
            { path: ['list', 3, 'strict'], code },
          ],
        },
        requests: 1,
      },
      {
        name: 'that must not be null, with no parent that may be, cost all data',
        operation: '{ v { int } w { strict } }',
        answers: { values: () => ({ data: { v: { int: 1 }, w: { strict: null } } }) },
        expected: { data: null, errors: [{ path: ['w', 'strict'], code }] },
        requests: 1,
      },
      {
        name: 'are judged where they come for an entity, too',
        operation: '{ list { int late lateStrict } }',
        answers: {
          values: () => ({
            data: {
              list: [0, 1, 2].map((n) => ({ __typename: 'Values', id: `${n}`, int: n })),
            },
          }),
          more: () => ({
            data: {
              _entities: [
                { late: 'x', lateStrict: 0 },
                { late: 0, lateStrict: null },
                { late: 2, lateStrict: 2 },
              ],
            },
          }),
        },
        expected: {
          data: {
            list: [{ int: 0, late: null, lateStrict: 0 }, null, { int: 2, late: 2, lateStrict: 2 }],
          },
          errors: [
            { path: ['list', 0, 'late'], code },
            { path: ['list', 1, 'lateStrict'], code },
          ],
        },
        requests: 2,
      },
    ],
  );
});

function passes(operation: string, v: Record<string, unknown>): ConformanceCase {
  return {
    name: `pass as they are: ${Object.keys(v).join(', ')}`,
    operation,
    answers: { values: () => ({ data: { v } }) },
    expected: { data: { v } },
    requests: 1,
  };
}

function isRefused(selection: string, value: unknown): ConformanceCase {
  const [field = ''] = selection.split(' ');
  return {
    name: `are null with an error where they are wrong: ${field} ${JSON.stringify(value)}`,
    operation: `{ v { ${selection} strict } }`,
    answers: { values: () => ({ data: { v: { [field]: value, strict: 1 } } }) },
    expected: {
      data: { v: { [field]: null, strict: 1 } },
      errors: [{ path: ['v', field], code }],
    },
    requests: 1,
  };
}
