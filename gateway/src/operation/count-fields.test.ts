import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { countFields } from './count-fields.ts';

test('counts fields through inline and named fragments, each time they are spread', () => {
  const source = '{ a { ...F } b { ... { c ...F } } } fragment F on T { d e { f } }';
  expect(countFields(parse(source))).toBe(3 + 2 * 3);
});

test('counts what could never be written out', () => {
  const doubling = Array.from(
    { length: 30 },
    (_, i) => `fragment F${i} on P { a { ...F${i + 1} } b: a { ...F${i + 1} } }`,
  );
  expect(countFields(parse(`{ ...F0 } ${doubling.join(' ')} fragment F30 on P { id }`))).toBe(
    2 * (2 ** 30 - 1) + 2 ** 30,
  );
});
