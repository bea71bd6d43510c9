import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { countRootFields } from './count-root-fields.ts';

function counted(source: string): Record<string, number> {
  const document = parse(source);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return Object.fromEntries(countRootFields(document, operation));
}

test.each([
  ['a field', '{ a }', { a: 1 }],
  ['aliases, each for itself', '{ a x: a y: a b }', { a: 3, b: 1 }],
  ['the same key once', '{ a { x } a { y } }', { a: 1 }],
  [
    'what fragments select',
    '{ ...f ... on Q { x: a } } fragment f on Q { y: a b }',
    { a: 2, b: 1 },
  ],
  [
    'a fragment that is spread often once',
    '{ ...f ...f } fragment f on Q { a ...g } fragment g on Q { x: a }',
    { a: 2 },
  ],
  ['nothing below the root', '{ a { a x: a } }', { a: 1 }],
  ['what may be skipped', '{ x: a @skip(if: true) }', { a: 1 }],
  ['nothing of other operations', 'query q { a } query r { b }', { a: 1 }],
])('counts %s', (_what, source, counts) => {
  expect(counted(source)).toEqual(counts);
});
