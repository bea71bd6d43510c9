import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { PathSegment } from '../planning/query-plan.ts';
import type { Data } from './data.ts';
import { forEachObject, locateObjects, type ResponsePath } from './objects-at-path.ts';
import { createTypeConditions } from './type-conditions.ts';

const matches = createTypeConditions(
  buildSchema(`
    type Query { media: [Media] }
    interface Media { id: ID }
    type Book implements Media { id: ID }
    type Film implements Media { id: ID }
    union Found = Book | Film
  `),
);

const at = (path: string): PathSegment[] =>
  path.split('.').map((segment) => {
    if (segment === '@') return { kind: 'List' };
    return segment.startsWith('|')
      ? { kind: 'TypeCondition', types: segment.slice(1).split(',') }
      : { kind: 'Field', name: segment };
  });

const collectObjects = (root: Data, path: readonly PathSegment[]) => {
  const found: Data[] = [];
  forEachObject(root, path, matches, (object) => found.push(object));
  return found;
};

const book = (id: number) => ({ __typename: 'Book', id });
const film = (id: number) => ({ __typename: 'Film', id });
const media = { media: [book(0), null, film(2), { id: 3 }] };

test.each<[string, { path: string; data: unknown; found: Record<string, unknown>[] }]>([
  ['a field', { path: 'me', data: { me: { id: 0 } }, found: [{ at: ['me'], id: 0 }] }],
  [
    'the items of a list, null ones not, in their order',
    {
      path: 'media.@',
      data: media,
      found: [
        { at: ['media', 0], ...book(0) },
        { at: ['media', 2], ...film(2) },
        { at: ['media', 3], id: 3 },
      ],
    },
  ],
  [
    'the items of a list that the path does not tell of',
    {
      path: 'media.shop',
      data: { media: [{ shop: { id: 1 } }] },
      found: [{ at: ['media', 0, 'shop'], id: 1 }],
    },
  ],
  [
    'the items of lists in lists',
    {
      path: 'grid.@.@',
      data: { grid: [[{ id: 0 }], [{ id: 1 }, { id: 2 }]] },
      found: [
        { at: ['grid', 0, 0], id: 0 },
        { at: ['grid', 1, 0], id: 1 },
        { at: ['grid', 1, 1], id: 2 },
      ],
    },
  ],
  [
    'objects of one type',
    { path: 'media.@.|Film', data: media, found: [{ at: ['media', 2], ...film(2) }] },
  ],
  [
    'objects of either of two types',
    {
      path: 'media.@.|Film,Book',
      data: media,
      found: [
        { at: ['media', 0], ...book(0) },
        { at: ['media', 2], ...film(2) },
      ],
    },
  ],
  [
    'objects of an interface',
    {
      path: 'media.@.|Media',
      data: media,
      found: [
        { at: ['media', 0], ...book(0) },
        { at: ['media', 2], ...film(2) },
      ],
    },
  ],
  [
    'objects of a union',
    {
      path: 'media.|Found',
      data: media,
      found: [
        { at: ['media', 0], ...book(0) },
        { at: ['media', 2], ...film(2) },
      ],
    },
  ],
  ['nothing where a field is missing', { path: 'you', data: { me: { id: 0 } }, found: [] }],
  ['nothing below a null', { path: 'me.shop', data: { me: null }, found: [] }],
  [
    'nothing in values of a wrong type',
    { path: 'a.b', data: { a: ['x', 0, true, { b: 'x' }] }, found: [] },
  ],
  [
    'what is called as what all objects inherit, if it is there',
    {
      path: 'constructor.toString',
      data: { constructor: { toString: { id: 1 } } },
      found: [{ at: ['constructor', 'toString'], id: 1 }],
    },
  ],
  [
    'nothing that objects merely inherit',
    { path: 'all.@.constructor', data: { all: [{}] }, found: [] },
  ],
])('finds %s', (_name, { path, data, found }) => {
  const objects = found.map(({ at: _at, ...object }) => object);
  expect(collectObjects(data as Data, at(path))).toEqual(objects);
  const located = [...locateObjects(data as Data, at(path), matches)];
  expect(located.map(([object, paths]) => ({ at: paths[0], ...object }))).toEqual(found);
});

test('finds the whole response at an empty path', () => {
  const data = { me: {} };
  expect(collectObjects(data, [])).toEqual([data]);
  expect(locateObjects(data, [], matches).get(data)).toEqual([[]]);
});

test('tells all the places of an object that stands at several', () => {
  const ada = { id: 'ada' };
  const data = { reviews: [{ author: ada }, { author: {} }, { author: ada }] };
  const places: readonly ResponsePath[] | undefined = locateObjects(
    data,
    at('reviews.@.author'),
    matches,
  ).get(ada);
  expect(places).toEqual([
    ['reviews', 0, 'author'],
    ['reviews', 2, 'author'],
  ]);
});
