import { Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { conditionsOf, readConditions, settleConditions } from './settle-conditions.ts';

function takeApart(source: string, name?: string) {
  const document = parse(source);
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  ) as OperationDefinitionNode;
  return { document, operation };
}

/** An operation as it is planned for a request with these variables. */
function settle(source: string, variables: Record<string, unknown> = {}, name?: string): string {
  const { document, operation } = takeApart(source, name);
  const conditions = readConditions(conditionsOf(document, operation), variables);
  return print(settleConditions(document, operation, conditions)).replace(/\s+/g, ' ');
}

const HEAD = 'query ($yes: Boolean!, $no: Boolean!)';
test.each<[string, string]>([
  ['{ a @skip(if: true) b @skip(if: false) }', '{ b }'],
  ['{ a @include(if: true) b @include(if: false) }', '{ a }'],
  ['{ a @skip(if: $yes) b @skip(if: $no) }', '{ b }'],
  ['{ a @include(if: $yes) b @include(if: $no) }', '{ a }'],
  ['{ ... @skip(if: $yes) { a } ... @include(if: $yes) { b } }', '{ ... { b } }'],
  ['{ ... on Q @skip(if: $no) { a @skip(if: $yes) b } }', '{ ... on Q { b } }'],
  ['{ a @other(if: false) b @deprecated }', '{ a @other(if: false) b @deprecated }'],
  ['{ a @skip(if: $yes) @other a }', '{ a }'],
  ['{ a @include(if: $yes) @other a }', '{ a @other a }'],
  ['{ a { b @skip(if: $no) c @skip(if: $yes) } }', '{ a { b } }'],
])('%s is planned as %s', (source, settled) => {
  expect(settle(`${HEAD} ${source}`, { yes: true, no: false })).toBe(`${HEAD} ${settled}`);
});

test.each([
  { skip: false, include: true, isIncluded: true },
  { skip: false, include: false, isIncluded: false },
  { skip: true, include: true, isIncluded: false },
  { skip: true, include: false, isIncluded: false },
])('with both conditions a field must pass both: %j', ({ isIncluded, ...variables }) => {
  const head = 'query ($skip: Boolean!, $include: Boolean!)';
  for (const both of [
    '@skip(if: $skip) @include(if: $include)',
    '@include(if: $include) @skip(if: $skip)',
  ]) {
    const settled = settle(`${head} { a ${both} b }`, variables);
    expect(settled).toBe(`${head} { ${isIncluded ? 'a ' : ''}b }`);
  }
});

describe('fragments', () => {
  test('of other operations are left out, and so are those that nothing is left of', () => {
    const source = `
      query A($no: Boolean!) { me { ...P } }
      query B($no: Boolean!) { you { ...Q ...E ... @include(if: $no) { ...P } ... { ...E } x } }
      fragment E on Person { ... { a @include(if: $no) } ...EE }
      fragment EE on Person { b @include(if: $no) }
      fragment Q on Person { id @skip(if: $no) ...R ...EE }
      fragment P on Person { name }
      fragment R on Person { age @include(if: $no) sex }
    `;
    expect(settle(source, { no: false }, 'B')).toBe(
      `query B($no: Boolean!) { you { ...Q x } } ${[
        'fragment R on Person { sex }',
        'fragment Q on Person { id ...R }',
      ].join(' ')}`,
    );
  });

  test('that spread one another many times are settled once', () => {
    const fragments = Array.from(
      { length: 64 },
      (_, n) => `fragment F${n} on Q { x${n}: a { ...F${n + 1} } y${n}: a { ...F${n + 1} } }`,
    );
    const source = `query ($no: Boolean!) { ...F0 } ${fragments.join(' ')} fragment F64 on Q { a @skip(if: $no) b }`;
    const settled = settle(source, { no: true });
    expect(settled.match(/fragment/g)).toHaveLength(65);
    expect(settled).toContain('fragment F64 on Q { b }');
  });
});

test('an object of which nothing is asked for is asked for all the same', () => {
  const { document, operation } = takeApart('{ me { name @skip(if: true) } }');
  const settled = settleConditions(document, operation, new Map());
  expect(settled).toMatchObject({
    definitions: [
      {
        selectionSet: { selections: [{ name: { value: 'me' }, selectionSet: { selections: [] } }] },
      },
    ],
  });
});

describe('the conditions of an operation', () => {
  const source = `
    query A($a: Boolean!, $b: Boolean = true, $c: Boolean = false, $d: Int) {
      x(d: $d) @skip(if: $b) @include(if: $a) ...F
    }
    query B($a: Boolean!) { y @mine(if: $a) }
    fragment F on Q { x @skip(if: $c) }
  `;
  const read = (name: string, variables?: Record<string, unknown>) => {
    const { document, operation } = takeApart(source, name);
    return Object.fromEntries(readConditions(conditionsOf(document, operation), variables));
  };

  test('are the variables of @skip and @include, of fragments too', () => {
    expect(read('A', { a: true, b: false, c: true, d: 1 })).toEqual({ a: true, b: false, c: true });
  });

  test('have their defaults where no value is given', () => {
    expect(read('A')).toEqual({ a: false, b: true, c: false });
  });

  test('hold for true alone', () => {
    expect(read('A', { a: 'true', b: null, c: 1 })).toEqual({ a: false, b: false, c: false });
  });
});
