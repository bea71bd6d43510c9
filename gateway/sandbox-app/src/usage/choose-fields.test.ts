import { expect, test } from 'vitest';
import type { FieldUseFragment } from '../registry/registry-answers.generated.ts';
import { chooseFields, type FieldChoice, readFieldChoice } from './choose-fields.ts';

function field(coordinate: string, more: Partial<FieldUseFragment> = {}): FieldUseFragment {
  return {
    ...{ coordinate, subgraphs: ['catalog'], isDeprecated: false, count: 0, operationCount: 0 },
    ...{ isInput: false, lastSeen: null, clients: [] },
    ...more,
  };
}

const fields = [
  field('Product.id', { count: 5, clients: ['web'], lastSeen: '2026-05-01T00:00:00Z' }),
  field('Product.sku', { isDeprecated: true }),
  field('User.email', { count: 9, subgraphs: ['identity'], lastSeen: '2026-04-01T00:00:00Z' }),
  field('User.nick', { count: 1, isDeprecated: true, subgraphs: ['identity'] }),
];

function chosen(choice: Partial<FieldChoice>) {
  return chooseFields(fields, { show: 'all', sort: 'name', find: '', ...choice }).map(
    ({ type, fields }) => [type, ...fields.map(({ coordinate }) => coordinate)].join(' '),
  );
}

test('puts fields under their types, or in one order', () => {
  expect(chosen({})).toEqual(['Product Product.id Product.sku', 'User User.email User.nick']);
  expect(chosen({ sort: 'most' })).toEqual([' User.email Product.id User.nick Product.sku']);
  expect(chosen({ sort: 'least' })[0]).toMatch(/^ Product.sku User.nick/);
  expect(chosen({ sort: 'latest' })[0]).toMatch(/^ Product.id User.email/);
});

test('finds what nobody uses, what is deprecated, and what is both deprecated and used', () => {
  expect(chosen({ show: 'unused' })).toEqual(['Product Product.sku']);
  expect(chosen({ show: 'deprecated' })).toEqual(['Product Product.sku', 'User User.nick']);
  expect(chosen({ show: 'deprecated-used' })).toEqual(['User User.nick']);
  expect(chosen({ show: 'used', sort: 'most' })).toHaveLength(1);
  expect(chosen({ find: 'nothing', sort: 'most' })).toEqual([]);
});

test('finds by coordinate, subgraph and client', () => {
  expect(chosen({ find: ' IDENT ' })).toEqual(['User User.email User.nick']);
  expect(chosen({ find: 'web' })).toEqual(['Product Product.id']);
});

test('takes from the address what it knows', () => {
  expect(readFieldChoice({ show: 'unused', sort: 'wild' })).toEqual({
    show: 'unused',
    sort: 'name',
    find: '',
  });
});
