import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { PathSegment, Rewrite } from '../planning/query-plan.ts';
import { rewriteData } from './rewrite-data.ts';
import { createTypeConditions } from './type-conditions.ts';

const matches = createTypeConditions(
  buildSchema(`
    type Query { media: Media }
    interface Media { id: ID }
    type Book implements Media { id: ID }
    type Film implements Media { id: ID }
  `),
);

const at = (path: string): PathSegment[] =>
  path.split('.').map((segment) => {
    if (segment === '@') return { kind: 'List' };
    return segment.startsWith('|')
      ? { kind: 'TypeCondition', types: segment.slice(1).split(',') }
      : { kind: 'Field', name: segment };
  });
const rename = (path: string, to: string): Rewrite => ({ kind: 'RenameKey', path: at(path), to });
const set = (path: string, value: unknown): Rewrite => ({
  kind: 'SetValue',
  path: at(path),
  value,
});

test.each<[string, { rewrites: Rewrite[]; data: unknown; rewritten: unknown }]>([
  ['renames a key', { rewrites: [rename('a', 'b')], data: { a: 1 }, rewritten: { b: 1 } }],
  ...[0, '', false, null].map(
    (a): [string, { rewrites: Rewrite[]; data: unknown; rewritten: unknown }] => [
      `renames a key of ${JSON.stringify(a)}`,
      { rewrites: [rename('a', 'b')], data: { a }, rewritten: { b: a } },
    ],
  ),
  [
    'makes no key of one that is missing',
    { rewrites: [rename('a', 'b')], data: { c: 1 }, rewritten: { c: 1 } },
  ],
  [
    'makes no key of one that is merely inherited',
    { rewrites: [rename('constructor', 'b')], data: {}, rewritten: {} },
  ],
  [
    'puts the renamed in the place of what was there',
    { rewrites: [rename('a', 'b')], data: { a: 1, b: 2 }, rewritten: { b: 1 } },
  ],
  ['sets a value', { rewrites: [set('a', 'x')], data: { a: 1 }, rewritten: { a: 'x' } }],
  ['sets a value that was missing', { rewrites: [set('a', 0)], data: {}, rewritten: { a: 0 } }],
  [
    'follows objects and lists, whether the path tells of the lists or not',
    {
      rewrites: [rename('a.@.b', 'c'), rename('d.b', 'c')],
      data: { a: [{ b: 1 }, null, [{ b: 2 }]], d: [{ b: 3 }] },
      rewritten: { a: [{ c: 1 }, null, [{ c: 2 }]], d: [{ c: 3 }] },
    },
  ],
  [
    'changes objects of a type only',
    {
      rewrites: [rename('a.|Book.b', 'c')],
      data: {
        a: [
          { __typename: 'Book', b: 1 },
          { __typename: 'Film', b: 2 },
        ],
      },
      rewritten: {
        a: [
          { __typename: 'Book', c: 1 },
          { __typename: 'Film', b: 2 },
        ],
      },
    },
  ],
  [
    'changes objects of either of two types, or of an interface',
    {
      rewrites: [set('a.|Book,Film.b', 0), set('a.|Media.c', '')],
      data: { a: [{ __typename: 'Book' }, { __typename: 'Film' }, { __typename: 'Shop' }] },
      rewritten: {
        a: [
          { __typename: 'Book', b: 0, c: '' },
          { __typename: 'Film', b: 0, c: '' },
          { __typename: 'Shop' },
        ],
      },
    },
  ],
  [
    'changes objects that do not say what they are',
    { rewrites: [rename('|Book.b', 'c')], data: { b: 1 }, rewritten: { c: 1 } },
  ],
  [
    'gives an interface object the type that it is known by',
    {
      rewrites: [set('|Media.__typename', 'Media')],
      data: [{ __typename: 'Book', id: 1 }],
      rewritten: [{ __typename: 'Media', id: 1 }],
    },
  ],
  [
    'does all that is asked, one after the other',
    {
      rewrites: [rename('a', 'b'), rename('b', 'c')],
      data: { a: false },
      rewritten: { c: false },
    },
  ],
  ...[null, undefined, 0, 'x', true, { a: 'x' }, { a: null }, { a: ['x', [null]] }].map(
    (data): [string, { rewrites: Rewrite[]; data: unknown; rewritten: unknown }] => [
      `leaves ${JSON.stringify(data)} as it is when the path leads on`,
      { rewrites: [rename('a.b', 'c'), set('a.d.b', 1)], data, rewritten: data },
    ],
  ),
])('%s', (_name, { rewrites, data, rewritten }) => {
  rewriteData(data, rewrites, matches);
  expect(data).toEqual(rewritten);
});

test.each([rename('a', '__proto__'), set('__proto__', { polluted: 1 })])(
  'a key `__proto__` is a key like any other: %j',
  (rewrite) => {
    const data = { a: { polluted: 1 } };
    rewriteData(data, [rewrite], matches);
    expect(Object.hasOwn(data, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect((data as { polluted?: unknown }).polluted).toBeUndefined();
  },
);

test('a key `__proto__` that no subgraph answered leads nowhere', () => {
  try {
    rewriteData({}, [set('__proto__.polluted', 1)], matches);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  } finally {
    delete (Object.prototype as { polluted?: unknown }).polluted;
  }
});
