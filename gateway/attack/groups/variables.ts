import { post, postText } from '../http/graphql-request.ts';
import type { Target } from '../target/target.ts';
import {
  answered,
  type Expectation,
  type Group,
  type HostileCase,
  refused,
  tolerated,
} from './group.ts';
import { nested, times } from './times.ts';

/** What comes with an operation: values of variables, and its name. */
export const variables: Group = {
  name: 'variables',
  summary: 'values that are deep, wide, of the wrong type, or named like what JavaScript knows',
  cases: (target) => [...values(target), ...types(target), ...names(target)],
};

/** Values that the operation does not use, in the text of a request. */
function values(target: Target): HostileCase[] {
  const query = JSON.stringify(target.innocent.query);
  const rows: readonly (readonly [string, () => string, Expectation])[] = [
    [
      '10,000 levels',
      () => `{"a":${nested(10_000, '[', ']')}}`,
      refused('MAX_VARIABLES_DEPTH_LIMIT'),
    ],
    [
      '10,000 objects in one another',
      () => `{"a":${nested(10_000, '{"a":', '}', '1')}}`,
      refused('MAX_VARIABLES_DEPTH_LIMIT'),
    ],
    [
      'a text of 700 kB',
      () => `{"a":"${'x'.repeat(700_000)}"}`,
      refused('MAX_VARIABLES_BYTES_LIMIT'),
    ],
    [
      'a list of 300,000',
      () => `{"a":[${times(300_000, () => '1', ',')}]}`,
      refused('MAX_VARIABLES_BYTES_LIMIT'),
    ],
    [
      '70,000 variables',
      () => `{${times(70_000, (i) => `"v${i}":1`, ',')}}`,
      refused('MAX_VARIABLES_BYTES_LIMIT'),
    ],
    ['60,000 times one variable', () => `{${times(60_000, () => '"v":1', ',')}}`, answered],
    [
      'a name of 600 kB',
      () => `{"${'v'.repeat(600_000)}":1}`,
      refused('MAX_VARIABLES_BYTES_LIMIT'),
    ],
    ['a number of 400,000 digits', () => `{"a":${'9'.repeat(400_000)}}`, answered],
    ['numbers beyond all', () => '{"a":1e400,"b":-1e400,"c":9007199254740993,"d":-0}', answered],
    ['an empty name', () => '{"":1}', answered],
    ['a NUL in a name', () => '{"\\u0000":1}', answered],
  ];
  return rows.map(([name, written, expect]) => ({
    ...{ name, expect },
    request: () => postText(target, `{"query":${query},"variables":${written()}}`),
  }));
}

/** Variables that are declared, with values that they cannot have. */
function types(target: Target): HostileCase[] {
  const using = (type: string, use: string) => `query ($v: ${type}) { __typename ${use} }`;
  const condition = using('Boolean!', '@include(if: $v)');
  const coercion = refused('BAD_USER_INPUT');
  const rows: readonly (readonly [string, unknown, Expectation])[] = [
    ['a text for a condition', 'true', coercion],
    ['a number for a condition', 1, coercion],
    ['a list for a condition', [true], coercion],
    ['an object for a condition', { a: true }, coercion],
    ['null for a condition', null, coercion],
    ['nothing for a condition', undefined, coercion],
    [
      'a prototype for a condition',
      { ['__proto__']: true },
      refused('BAD_USER_INPUT', 'BAD_REQUEST'),
    ],
    ['a text of 100 kB for a condition', 'x'.repeat(100_000), coercion],
    ['a list of 50,000 for a condition', Array.from({ length: 50_000 }, () => 1), coercion],
  ];
  return [
    ...rows.map(([name, v, expect]) => ({
      ...{ name, expect },
      request: () => post(target, { query: condition, variables: { v } }),
    })),
    {
      name: '1,000 conditions that are none',
      request: () =>
        post(target, {
          query: `query (${times(1_000, (i) => `$v${i}: Boolean!`)}) { ${times(250, (i) => `__typename @include(if: $v${i})`)} ${times(50, (i) => `__typename @skip(if: $v${i})`)} }`,
          variables: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`v${i}`, 'x'])),
        }),
      expect: refused(),
    },
  ];
}

function names(target: Target): HostileCase[] {
  const { query } = target.innocent;
  const named = (name: string, operationName: unknown, expect: Expectation): HostileCase => ({
    name,
    request: () => post(target, { query, operationName }),
    expect,
  });
  return [
    named('a name of 100 kB', 'x'.repeat(100_000), refused('MAX_OPERATION_NAME_LIMIT')),
    named('a name that is not there', 'Nothing', refused('OPERATION_RESOLUTION_FAILURE')),
    named(
      'a name with marks for the log',
      'a\u0000\r\n{"level":"fatal"}\u001b[31m',
      refused('OPERATION_RESOLUTION_FAILURE'),
    ),
    named('an empty name', '', tolerated),
  ];
}
