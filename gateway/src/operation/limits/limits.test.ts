import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { countComparisons } from './count-comparisons.ts';
import { type LimitName, type Limits, limitTable } from './limit-table.ts';
import { measureVariables } from './measure-variables.ts';
import { orderFragments } from './order-fragments.ts';
import { readDocument } from './read-document.ts';
import { scanTokens } from './scan-tokens.ts';

const limits = Object.fromEntries(
  Object.entries(limitTable).map(([name, { enforce }]) => [name, { measure: 0, enforce }]),
) as unknown as Limits;
const never = { measure: Number.POSITIVE_INFINITY, enforce: Number.POSITIVE_INFINITY };
const unlimited = Object.fromEntries(
  Object.keys(limitTable).map((name) => [name, never]),
) as unknown as Limits;
const measure = (text: string, held: Limits = unlimited) => readDocument(text, held).measures;
const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');
const doubling = (levels: number) =>
  `{ ...f0 } ${times(levels, (i) => `fragment f${i} on T { a { ...f${i + 1} } b: a { ...f${i + 1} } }`)} fragment f${levels} on T { id }`;

describe('a document', () => {
  test('is measured as if its fragments were written out', () => {
    const text = `
      query Q @a { user(id: 1) @b { ...f } other: user { ... @c { name } } __schema { types { name } } }
      query R { id }
      fragment f on User { n: name friends { m: name } }`;
    expect(measure(text)).toMatchObject({
      ...{ operations: 2, fragments: 1, directives: 3, depth: 3, height: 9, aliases: 3 },
      ...{ rootFields: 3, introspection: 1, nesting: 3, listSize: 0 },
    });
  });

  test('of thirty, or a thousand, doubling fragments is counted, not written out', () => {
    expect(measure(doubling(30))).toMatchObject({ depth: 31, height: 3 * 2 ** 30 - 2 });
    // Beyond 2^53, and beyond 2^1024: counts grow, and never wrap.
    expect(measure(doubling(100)).height).toBeGreaterThan(2 ** 100);
    expect(measure(doubling(1_100)).height).toBe(Number.POSITIVE_INFINITY);
  });

  test('whose fragments go in circles is measured without end-lessly following them', () => {
    const circle = '{ ...a } fragment a on T { x { ...b } } fragment b on T { y { ...a ...b } id }';
    expect(measure(circle)).toMatchObject({ fragments: 2, depth: 2, height: 3 });
  });

  test('whose fragments make a long chain of deep selections takes no deep recursion', () => {
    const deep = (inner: string) => `${'{ a '.repeat(150)}{ ${inner} }${' }'.repeat(150)}`;
    const text = `{ ...f0 } ${times(90, (i) => `fragment f${i} on T ${deep(i < 89 ? `...f${i + 1}` : 'id')}`)}`;
    expect(measure(text)).toMatchObject({
      depth: 90 * 150 + 1,
      comparisons: Number.POSITIVE_INFINITY,
    });
  });

  test('that is no GraphQL is measured as far as it can be read', () => {
    expect(measure('{ a { b "unterminated')).toMatchObject({ tokens: 4, nesting: 2, depth: 0 });
    expect(measure('{ a } } }')).toMatchObject({ tokens: 5, depth: 0 });
  });
});

test('scanning stops at the first count that is too large', () => {
  const text = '{ a }'.repeat(100_000);
  expect(scanTokens(text, { tokens: 10, lines: 10, nesting: 10 }).tokens).toBe(11);
  expect(scanTokens('['.repeat(100_000), { tokens: 1e6, lines: 10, nesting: 200 }).nesting).toBe(
    201,
  );
  expect(scanTokens('#\n'.repeat(100), { tokens: 10, lines: 20, nesting: 10 }).lines).toBe(101);
  expect(scanTokens('{\n'.repeat(100), { tokens: 1e6, lines: 20, nesting: 1e6 }).lines).toBe(21);
});

describe('comparisons', () => {
  const count = (text: string, end = 1e6) => {
    const document = parse(text);
    return countComparisons(document, orderFragments(document), end);
  };

  test('are one for each selection, and one for each pair of the same name in the same place', () => {
    expect(count('{ a b c }')).toBe(3);
    expect(count('{ a a a }')).toBe(3 + 3 / 4);
    expect(count('{ a { x } a { x y } }')).toBe(2 + 1 + 3 + 1 / 4);
    expect(count('{ a ...f } fragment f on T { a }')).toBe(3 + 1 / 4 + 1);
    expect(count('{ a ... { a } b: a }')).toBe(4 + 1 / 4);
  });

  test('weigh what arguments weigh', () => {
    const long = JSON.stringify('x'.repeat(800));
    expect(count(`{ a(b: ${long}) a(b: ${long}) }`)).toBeGreaterThan(2 + 100);
  });

  test('stop where they are too many', () => {
    expect(count(doubling(40), 1_000)).toBe(1_001);
    expect(count(`{ ${'id '.repeat(2_000)} }`, 1_000)).toBeGreaterThan(1_000);
  });
});

describe('variables', () => {
  test('are measured in length and depth', () => {
    expect(measureVariables({ a: 'xxxx', b: [1, { c: null }] }, unlimited)).toEqual({
      variablesBytes: 6 * 8 + 4 + 3,
      variablesDepth: 2,
    });
  });

  test('are not followed beyond what is enforced, and need no recursion', () => {
    const deep = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(measureVariables(deep, limits).variablesDepth).toBe(51);
    expect(measureVariables(deep, unlimited).variablesDepth).toBe(100_000);
    expect(measureVariables({ a: Array(1e6).fill(0) }, limits)).toMatchObject({
      variablesBytes: 8 + 8 + 1 + 8e6,
    });
    expect(measureVariables({ a: 'x'.repeat(1e6) }, limits).variablesBytes).toBeGreaterThan(
      limits.variablesBytes.enforce,
    );
  });
});

test('what large applications send is within every limit', () => {
  const fragments = times(
    300,
    (i) => `fragment Component${i} on Product { id slug title priceFrom { amountMinor currency } }`,
  );
  const text = `query App($first: Int = 100) { products(first: $first) { edges { cursor node { ${times(300, (i) => `...Component${i}`)} } } pageInfo { hasNextPage endCursor } } } ${fragments}`;
  const { measures } = readDocument(text, limits);
  const passed = (Object.keys(limitTable) as LimitName[]).filter(
    (name) => (measures[name] ?? 0) > limitTable[name].enforce,
  );
  expect(passed).toEqual([]);
});
