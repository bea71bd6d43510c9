import { buildSchema, Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { fragmentsOf } from '../../operation/fragments-of.ts';
import { createTypeConditions } from '../type-conditions.ts';
import { collectFields } from './collect-fields.ts';

const matches = createTypeConditions(
  buildSchema(`
    type Query { media: Media }
    interface Media { id: ID }
    type Book implements Media { id: ID }
    type Film implements Media { id: ID }
    union Found = Book | Query
  `),
);

/** The fields of an operation for objects of a type, as text, each response name with its fields. */
function collect(source: string, typename: string) {
  const document = parse(source);
  const { selectionSet } = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const groups = collectFields([selectionSet], typename, {
    fragments: fragmentsOf(document),
    matches,
  });
  return Array.from(
    groups,
    ([name, fields]) => `${name}: ${fields.map((field) => print(field)).join(' + ')}`,
  );
}

test.each<[string, { source: string; typename?: string; fields: string[] }]>([
  ['in the order of the operation', { source: '{ b a c }', fields: ['b: b', 'a: a', 'c: c'] }],
  [
    'by response name, at the place of the first',
    { source: '{ a b x: a a: a x: a }', fields: ['a: a + a: a', 'b: b', 'x: x: a + x: a'] },
  ],
  [
    'at the place of the fragment that they are in',
    {
      source: '{ a ... { b } ...F c } fragment F on Book { d }',
      fields: ['a: a', 'b: b', 'd: d', 'c: c'],
    },
  ],
  [
    'of a fragment on the type, an interface or a union of it',
    {
      source: '{ ... on Book { a } ... on Media { b } ... on Found { c } }',
      fields: ['a: a', 'b: b', 'c: c'],
    },
  ],
  [
    'of no fragment on another type',
    {
      source: '{ ... on Film { a } ...F ... on Gone { b } c } fragment F on Film { d }',
      fields: ['c: c'],
    },
  ],
  [
    'of a fragment once, however often it is spread',
    { source: '{ ...F a ...F } fragment F on Book { b }', fields: ['b: b', 'a: a'] },
  ],
  [
    'of fragments in fragments',
    {
      source: '{ ...F } fragment F on Media { ... on Book { ...G } a } fragment G on Book { b }',
      fields: ['b: b', 'a: a'],
    },
  ],
  [
    'whatever they are called',
    {
      source: '{ __proto__: a constructor toString: b constructor }',
      fields: [
        '__proto__: __proto__: a',
        'constructor: constructor + constructor',
        'toString: toString: b',
      ],
    },
  ],
])('fields are collected %s', (_name, { source, typename = 'Book', fields }) => {
  expect(collect(source, typename)).toEqual(fields);
});
