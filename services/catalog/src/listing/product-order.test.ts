import { encodeCursor } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import type { Product } from '../products/product.ts';
import { cursorOf, type ProductSort, positionAt } from './product-order.ts';

const id = '0199a7c2-55f1-7abc-8000-0123456789ab';
const product: Product = {
  id,
  slug: 'wool-blanket',
  title: 'Wool "blanket"',
  description: '',
  status: 'ACTIVE',
  categoryId: id,
  currency: 'EUR',
  priceFromMinor: 4_900,
  attributes: {},
  version: 1,
  createdAt: new Date('2026-03-01T10:20:30.456Z'),
  updatedAt: new Date('2026-03-01T10:20:30.456Z'),
};
const sorts: readonly ProductSort[] = ['NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'TITLE'];

describe('a cursor', () => {
  test('holds the sort key and the id, exactly', () => {
    const positions = sorts.map((sort) => positionAt(sort, cursorOf(sort, product)));
    expect(positions).toEqual([
      { sort: 'NEWEST', createdAt: product.createdAt, id },
      { sort: 'PRICE_ASC', priceFromMinor: 4_900, id },
      { sort: 'PRICE_DESC', priceFromMinor: 4_900, id },
      { sort: 'TITLE', title: 'Wool "blanket"', id },
    ]);
  });

  test('is refused by a list in any other order', () => {
    for (const sort of sorts) {
      for (const other of sorts.filter((each) => each !== sort)) {
        expect(() => positionAt(other, cursorOf(sort, product))).toThrow(/`after`/);
      }
    }
  });

  test('fits the longest title there can be', () => {
    for (const title of ['\u{1f9f6}'.repeat(100), '"'.repeat(200), '\uffff'.repeat(200)]) {
      expect(positionAt('TITLE', cursorOf('TITLE', { ...product, title }))).toMatchObject({
        title,
      });
    }
  });

  test.each<[ProductSort, readonly (string | number)[]]>([
    ['NEWEST', ['NEWEST', 'yesterday', id]],
    ['NEWEST', ['NEWEST', 1.5, id]],
    ['NEWEST', ['NEWEST', 8.64e15, id]],
    ['NEWEST', ['NEWEST', 1, "x' OR true --"]],
    ['PRICE_ASC', ['PRICE_ASC', '1', id]],
    ['PRICE_ASC', ['PRICE_ASC', 2 ** 31, id]],
    ['PRICE_ASC', ['PRICE_ASC', 1, 1, id]],
    ['TITLE', ['TITLE', 'a\0b', id]],
    ['TITLE', ['TITLE', 1, id]],
  ])('of %s with the forged key %j is refused', (sort, key) => {
    expect(() => positionAt(sort, encodeCursor(key))).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});
