import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { RequiredSelection, Rewrite } from '../planning/query-plan.ts';
import { compileRepresentations } from './representations.ts';
import { createTypeConditions } from './type-conditions.ts';

const matches = createTypeConditions(
  buildSchema(`
    type Query { media: Media }
    interface Media { id: ID }
    type Book implements Media { id: ID }
    type Film implements Media { id: ID }
  `),
);

const field = (name: string, selections: RequiredSelection[] = []): RequiredSelection => ({
  ...{ kind: 'Field', name, sendAs: name, selections },
});
const on = (typeCondition: string, ...selections: RequiredSelection[]): RequiredSelection => ({
  ...{ kind: 'InlineFragment', typeCondition, selections },
});
const typename = field('__typename');
const asMedia: Rewrite = {
  kind: 'SetValue',
  path: [{ kind: 'Field', name: '__typename' }],
  value: 'Media',
};

test.each<[string, { requires: RequiredSelection[]; rewrites?: Rewrite[]; json: string | null }]>([
  [
    'a key, in the order of the plan',
    {
      requires: [on('Book', field('id'), typename)],
      json: '{"id":"a\\"\u{1f600}","__typename":"Book"}',
    },
  ],
  [
    'values that are falsy, and lists and objects as they are',
    {
      requires: [on('Media', typename, field('zero'), field('no'), field('none'), field('tags'))],
      json: '{"__typename":"Book","zero":0,"no":false,"none":null,"tags":["",{}]}',
    },
  ],
  [
    'a field under the name that it is sent under',
    {
      requires: [
        on('Book', typename, { kind: 'Field', name: 'id', sendAs: 'a"b', selections: [] }),
      ],
      json: '{"__typename":"Book","a\\"b":"a\\"\u{1f600}"}',
    },
  ],
  [
    'parts of objects',
    {
      requires: [on('Book', typename, field('shop', [field('city')]))],
      json: '{"__typename":"Book","shop":{"city":""}}',
    },
  ],
  [
    'what several conditions ask for',
    {
      requires: [on('Media', typename), on('Film', field('gone')), on('Book', field('zero'))],
      json: '{"__typename":"Book","zero":0}',
    },
  ],
  [
    'a field once that is asked for twice',
    {
      requires: [on('Book', typename, field('zero'), field('zero'))],
      json: '{"__typename":"Book","zero":0}',
    },
  ],
  [
    'a type as the plan changes it',
    {
      requires: [on('Book', typename, field('zero'))],
      rewrites: [asMedia],
      json: '{"__typename":"Media","zero":0}',
    },
  ],
  ['nothing of another type', { requires: [on('Film', typename, field('id'))], json: null }],
  ['nothing without a type', { requires: [on('Book', field('id'))], json: null }],
  ['nothing when a field is missing', { requires: [on('Book', typename, field('x'))], json: null }],
  [
    'nothing when a field is merely inherited',
    { requires: [on('Book', typename, field('constructor'))], json: null },
  ],
])('a representation is %s', (_name, { requires, rewrites: inputRewrites = [], json }) => {
  const entity = {
    ...{ __typename: 'Book', id: 'a"\u{1f600}', zero: 0, no: false, none: null, tags: ['', {}] },
    shop: { city: '', street: 'x' },
  };
  const before = structuredClone(entity);
  const representations = compileRepresentations({ requires, inputRewrites }, matches)();
  expect(representations.indexOf(entity)).toBe(json === null ? null : 0);
  expect(representations.indexOf(structuredClone(entity))).toBe(json === null ? null : 0);
  expect(representations.json).toEqual(json === null ? [] : [json]);
  expect(entity).toEqual(before);
});

test.each([
  ['by its values', [on('Media', typename, field('id'), field('n'))], []],
  ['by its JSON', [on('Media', typename, field('id')), on('Media', field('n'))], []],
  ['by its changed JSON', [on('Media', typename, field('id'), field('n'))], [asMedia]],
])('an entity is found %s', (_name, requires, inputRewrites) => {
  const { json, indexOf } = compileRepresentations({ requires, inputRewrites }, matches)();
  const ids = [1, '1', '', 0, false, null, [], [1], ['1'], { a: 1 }, '[]', -0, 0.5];
  const all = ids.flatMap((id) => [1, 2].map((n) => ({ __typename: 'Book', id, n })));
  const first = all.map(indexOf);
  expect(all.toReversed().map((entity) => indexOf(structuredClone(entity)))).toEqual(
    first.toReversed(),
  );
  const texts = all.map(({ __typename, ...others }) =>
    JSON.stringify({ __typename: inputRewrites.length > 0 ? 'Media' : __typename, ...others }),
  );
  expect(first.map((index) => json[index as number])).toEqual(texts);
  expect(new Set(json).size).toBe(json.length);
});

test('entities of different types with equal keys are different entities', () => {
  const requires = [on('Media', field('id'), typename)];
  const { json, indexOf } = compileRepresentations({ requires, inputRewrites: [] }, matches)();
  expect(['Book', 'Film', 'Book'].map((type) => indexOf({ __typename: type, id: 1 }))).toEqual([
    0, 1, 0,
  ]);
  expect(json).toEqual(['{"id":1,"__typename":"Book"}', '{"id":1,"__typename":"Film"}']);
});
