import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { normaliseOperation } from './normalise-operation.ts';

const textOf = (source: string, name?: string) => normaliseOperation(parse(source), name)?.text;

describe('the normal form', () => {
  test('holds nothing that a client wrote, and all that the schema named', () => {
    expect(
      textOf(`
        # mine
        query Find($id: ID = "secret", $n: Int = 3) {
          mine: user(id: "4711", filter: {since: 1999, roles: [ADMIN, USER, ADMIN], note: null}) {
            ...Name
            email @include(if: false)
            ... on Admin { rights(first: $n, at: 1.5) }
          }
          user(id: $id) { __typename }
        }
        fragment Name on User { name }
        fragment Unused on User { age }
      `),
    ).toMatchInlineSnapshot(`
      "query Find($id: ID = "", $n: Int = 0) { user(filter: {note: null, roles: [ADMIN, USER], since: 0}, id: "") { ... on Admin { rights(at: 0, first: $n) } ...Name email @include(if: true) } user(id: $id) { __typename } }
      fragment Name on User { name }"
    `);
  });

  test.each([
    ['values', '{ user(id: "1") { name } }', '{ user(id: "2") { name } }'],
    ['white space and comments', '{ a b }', '{\n  a # first\n  b\n}'],
    ['order', '{ b a(y: 1, x: 2) }', '{ a(x: 2, y: 1) b }'],
    ['aliases', '{ one: a two: a }', '{ a }'],
    ['fragments that are not used', '{ a }', '{ a } fragment F on T { b }'],
    [
      'the order of fragments',
      '{ ...B ...A } fragment B on T { b } fragment A on T { a }',
      '{ ...A ...B } fragment A on T { a } fragment B on T { b }',
    ],
  ])('is the same for documents that differ in %s', (_what, one, other) => {
    expect(textOf(one)).toBe(textOf(other));
  });

  test.each([
    ['fields', '{ a }', '{ b }'],
    ['names', 'query A { a }', 'query B { a }'],
    ['enum values', '{ a(x: ONE) }', '{ a(x: TWO) }'],
    ['arguments', '{ a(x: 1) }', '{ a }'],
    ['null', '{ a(x: null) }', '{ a(x: 1) }'],
    ['variables', 'query ($a: Int) { a(x: $a) }', '{ a(x: 1) }'],
  ])('differs where documents differ in %s', (_what, one, other) => {
    expect(textOf(one)).not.toBe(textOf(other));
  });

  test('is that of the operation that is named, and null where there is none', () => {
    const source = 'query A { a } query B { b }';
    expect(textOf(source, 'B')).toBe('query B { b }');
    expect(normaliseOperation(parse(source))).toBeNull();
    expect(normaliseOperation(parse(source), 'C')).toBeNull();
  });

  test('of fragments that lead to themselves ends', () => {
    expect(textOf('{ ...A } fragment A on T { ...B } fragment B on T { ...A }')).toContain('on T');
  });

  test('is its own normal form, and keeps no value, for any document', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const secret = fc.integer({ min: 100_000, max: 999_999 });
    const value = fc.oneof(
      secret.map(String),
      secret.map((number) => `"${number}"`),
      secret.map((number) => `[{x: ${number}}, "${number}", E]`),
    );
    const { selection } = fc.letrec<{ selection: string }>((tie) => ({
      selection: fc.oneof(
        { maxDepth: 4 },
        fc.tuple(name, name, value).map(([alias, field, v]) => `${alias}: ${field}(x: ${v})`),
        fc
          .tuple(name, fc.array(tie('selection'), { minLength: 1, maxLength: 3 }))
          .map(([field, below]) => `${field} { ${below.join(' ')} }`),
        fc
          .array(tie('selection'), { minLength: 1, maxLength: 3 })
          .map((below) => `... on T @d(x: "123456") { ${below.join(' ')} }`),
      ),
    }));
    fc.assert(
      fc.property(fc.array(selection, { minLength: 1, maxLength: 4 }), (selections) => {
        const once = textOf(`{ ${selections.join('\n')} }`) as string;
        expect(textOf(once)).toBe(once);
        expect(textOf(`{ ${[...selections].reverse().join(',')} }`)).toBe(once);
        expect(once).not.toMatch(/\d{6}/);
      }),
    );
  });
});
