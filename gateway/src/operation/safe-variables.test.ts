import { parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { renameVariables } from './safe-variables.ts';

const source = (document: Parameters<typeof print>[0]) => print(document).replace(/\s+/g, ' ');

test('gives another name to what planners call variables of their own, wherever it is used', () => {
  const { document, renamed } = renameVariables(
    parse(`query ($representations: [Int], $n: Boolean!, $_0: Int) {
      a(in: $representations) @include(if: $n) { b(in: [$_0]) }
    }`),
  );
  expect(source(document)).toBe(
    'query ($aliased_representations: [Int], $n: Boolean!, $aliased__0: Int) ' +
      '{ a(in: $aliased_representations) @include(if: $n) { b(in: [$aliased__0]) } }',
  );
  expect([...renamed]).toEqual([
    ['representations', 'aliased_representations'],
    ['_0', 'aliased__0'],
  ]);
});

test('leaves any other operation as it is', () => {
  const operation = parse('query ($first: Int) { a(first: $first) }');
  expect(renameVariables(operation).document).toBe(operation);
});
