import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { RequiredSelection } from '../planning/query-plan.ts';
import type { Data } from './data.ts';
import { compileRepresent } from './represent.ts';
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
const on = (typeCondition: string | undefined, ...selections: RequiredSelection[]) =>
  ({ kind: 'InlineFragment', typeCondition, selections }) as const;
const typename = field('__typename');
const book = (...selections: RequiredSelection[]) => [on('Book', typename, ...selections)];

test.each<[string, { requires: RequiredSelection[]; entity: Data; sent: Data | null }]>([
  [
    'takes the key and nothing else',
    {
      requires: book(field('id')),
      entity: { __typename: 'Book', id: '1', title: 'Dune' },
      sent: { __typename: 'Book', id: '1' },
    },
  ],
  ...[0, '', false, null].map(
    (id): [string, { requires: RequiredSelection[]; entity: Data; sent: Data | null }] => [
      `takes a key of ${JSON.stringify(id)} as it is`,
      {
        requires: book(field('id')),
        entity: { __typename: 'Book', id },
        sent: { __typename: 'Book', id },
      },
    ],
  ),
  [
    'sends nothing where a key is not known',
    { requires: book(field('id')), entity: { __typename: 'Book' }, sent: null },
  ],
  [
    'sends nothing of a key that the object merely inherits',
    { requires: book(field('constructor')), entity: { __typename: 'Book' }, sent: null },
  ],
  [
    'sends nothing without a type',
    { requires: [typename, field('id')], entity: { id: '1' }, sent: null },
  ],
  [
    'sends nothing of an entity of another type',
    { requires: book(field('id')), entity: { __typename: 'Film', id: '1' }, sent: null },
  ],
  [
    'takes what the entity’s own type needs',
    {
      requires: [on('Book', typename, field('isbn')), on('Film', typename, field('id'))],
      entity: { __typename: 'Film', id: '1' },
      sent: { __typename: 'Film', id: '1' },
    },
  ],
  [
    'takes what an interface of the entity needs',
    {
      requires: [on('Media', typename, field('id'))],
      entity: { __typename: 'Film', id: '1' },
      sent: { __typename: 'Film', id: '1' },
    },
  ],
  [
    'takes what a fragment without a condition needs',
    {
      requires: [on(undefined, typename, field('id'))],
      entity: { __typename: 'Film', id: '1' },
      sent: { __typename: 'Film', id: '1' },
    },
  ],
  [
    'reads one name and sends another',
    {
      requires: book({ kind: 'Field', name: 'price_1', sendAs: 'price', selections: [] }),
      entity: { __typename: 'Book', price_1: 0, price: 9 },
      sent: { __typename: 'Book', price: 0 },
    },
  ],
  [
    'takes parts of objects and of the items of lists',
    {
      requires: book(field('shop', [field('id')]), field('pages', [field('nr')])),
      entity: {
        __typename: 'Book',
        shop: { id: 1, name: 'x' },
        pages: [[{ nr: 0, text: 'x' }], null],
      },
      sent: { __typename: 'Book', shop: { id: 1 }, pages: [[{ nr: 0 }], null] },
    },
  ],
  [
    'takes a null for an object',
    {
      requires: book(field('shop', [field('id')])),
      entity: { __typename: 'Book', shop: null },
      sent: { __typename: 'Book', shop: null },
    },
  ],
  [
    'sends nothing where a part of an item of a list is not known',
    {
      requires: book(field('pages', [field('nr')])),
      entity: { __typename: 'Book', pages: [{ nr: 0 }, {}] },
      sent: null,
    },
  ],
  [
    'takes what the types of inner objects need',
    {
      requires: book(field('sequel', [on('Film', typename, field('id'))])),
      entity: { __typename: 'Book', sequel: { __typename: 'Film', id: 2 } },
      sent: { __typename: 'Book', sequel: { __typename: 'Film', id: 2 } },
    },
  ],
  [
    'joins the parts of an object that several conditions ask for',
    {
      requires: [
        on('Media', typename, field('shop', [field('id')])),
        on('Book', field('shop', [field('name')])),
      ],
      entity: { __typename: 'Book', shop: { id: 1, name: 'x' } },
      sent: { __typename: 'Book', shop: { id: 1, name: 'x' } },
    },
  ],
  [
    'joins the parts of the items of a list that several conditions ask for',
    {
      requires: [
        on('Media', typename, field('shops', [field('id')])),
        on('Book', field('shops', [field('name')])),
      ],
      entity: { __typename: 'Book', shops: [{ id: 1, name: 'x' }] },
      sent: { __typename: 'Book', shops: [{ id: 1, name: 'x' }] },
    },
  ],
  [
    'joins the parts of inner objects that several conditions ask for',
    {
      requires: [
        on('Media', typename, field('shop', [field('place', [field('city')])])),
        on('Book', field('shop', [field('place', [field('street')])])),
      ],
      entity: { __typename: 'Book', shop: { place: { city: 'a', street: 'b' } } },
      sent: { __typename: 'Book', shop: { place: { city: 'a', street: 'b' } } },
    },
  ],
])('%s', (_name, { requires, entity, sent }) => {
  const before = structuredClone(entity);
  expect(compileRepresent(requires, matches)(entity)).toEqual(sent);
  expect(entity).toEqual(before);
});
