import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lintSubgraph } from './lint-subgraph.ts';

const found = (sdl: string) =>
  lintSubgraph(sdl).map(
    ({ rule, coordinate, line, column }) => `${rule} ${coordinate} ${line}:${column}`,
  );

describe('a schema is held to its rules', () => {
  test.each([
    ['"a" type user_account { id: ID }', ['types-pascal-case user_account 1:10']],
    ['"a" type A { Name: ID }', ['fields-camel-case A.Name 1:14']],
    ['"a" type A { a(big_arg: ID): ID }', ['fields-camel-case A.a(big_arg:) 1:16']],
    ['"a" input A { snake_case: ID }', ['fields-camel-case A.snake_case 1:15']],
    ['"a" enum A { small BIG_ONE }', ['enum-values-screaming-case A.small 1:14']],
    [
      '"a" type A { a: ID @deprecated b: ID @deprecated(reason: "use c") }',
      ['deprecations-say-why A.a 1:14'],
    ],
    ['"a" enum A { B @deprecated(reason: " ") }', ['deprecations-say-why A.B 1:14']],
    ['type Query { getUser: ID gets: ID }', ['queries-without-verb Query.getUser 1:14']],
    [
      'type Mutation { save: Boolean! saveAll: [A] ok: A }',
      [
        'mutations-return-payloads Mutation.save 1:17',
        'mutations-return-payloads Mutation.saveAll 1:32',
      ],
    ],
    ['type A { a: ID }', ['types-described A 1:6']],
    ['type A @key(fields: "id") { id: ID }', []],
    [
      'type Query { all: [A!]! some(first: Int): [A] one: A @listSize(assumedSize: 3) }',
      ['lists-bounded Query.all 1:14'],
    ],
    ['no graphql', []],
  ])('%s', (sdl, expected) => {
    expect(found(sdl)).toEqual(expected);
  });

  test('of which each can be off, or weigh more or less', () => {
    const sdl = 'type A { B: ID }';
    const severities = { 'types-described': 'OFF', 'fields-camel-case': 'WARNING' } as const;
    expect(lintSubgraph(sdl, severities)).toMatchObject([
      { severity: 'WARNING', coordinate: 'A.B' },
    ]);
  });

  test.each(['identity', 'catalog', 'orders'])('without an error in %s', (name) => {
    const file = new URL(`../../../${name}/src/schema.graphql`, import.meta.url);
    const problems = lintSubgraph(readFileSync(file, 'utf8'));
    expect(problems.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  });
});
