import { describe, expect, test } from 'vitest';
import {
  type CartLine,
  equalLines,
  MAXIMUM_LINES,
  MAXIMUM_QUANTITY,
  totalQuantityOf,
} from './cart.ts';
import { addLine, putLine, removeAllLines, removeLine } from './change-cart.ts';

const cups: CartLine = { variantId: 'cup', quantity: 2 };
const plates: CartLine = { variantId: 'plate', quantity: 98 };
const lines = [cups, plates];
const fullCart = Array.from({ length: MAXIMUM_LINES }, (_, index) => ({
  variantId: `variant ${index}`,
  quantity: 1,
}));

describe('addLine', () => {
  test('adds to a line in its place, and makes a new one at the end', () => {
    expect(addLine(lines, { variantId: 'cup', quantity: 3 })).toEqual({
      kind: 'changed',
      lines: [{ variantId: 'cup', quantity: 5 }, plates],
    });
    expect(addLine(lines, { variantId: 'fork', quantity: 3 })).toEqual({
      kind: 'changed',
      lines: [...lines, { variantId: 'fork', quantity: 3 }],
    });
  });

  test('adds up to the maximum of a line, and no further', () => {
    expect(addLine(lines, { variantId: 'plate', quantity: 1 })).toEqual({
      kind: 'changed',
      lines: [cups, { variantId: 'plate', quantity: MAXIMUM_QUANTITY }],
    });
    expect(addLine(lines, { variantId: 'plate', quantity: 2 })).toEqual({
      kind: 'exceeded',
      quantity: 98,
    });
  });
});

test('putLine replaces a quantity whatever it was, and makes the line if there was none', () => {
  const onePlate = { variantId: 'plate', quantity: 1 };
  expect(putLine(lines, onePlate)).toEqual({ kind: 'changed', lines: [cups, onePlate] });
  expect(putLine([], onePlate)).toEqual({ kind: 'changed', lines: [onePlate] });
});

test('a full cart takes no new line, but more of what it has', () => {
  for (const change of [addLine, putLine]) {
    expect(change(fullCart, { variantId: 'new', quantity: 1 })).toEqual({ kind: 'full' });
    expect(change(fullCart, { variantId: 'variant 7', quantity: 5 }).kind).toBe('changed');
  }
});

test('lines are removed one by one or all at once, and nothing where there is none', () => {
  expect(removeLine(lines, 'cup')).toEqual({ kind: 'changed', lines: [plates] });
  expect(removeLine(lines, 'fork')).toEqual({ kind: 'changed', lines });
  expect(removeAllLines()).toEqual({ kind: 'changed', lines: [] });
});

test('carts are equal when they hold the same, in whatever order', () => {
  expect(equalLines(lines, [plates, cups])).toBe(true);
  expect(equalLines([], [])).toBe(true);
  expect(equalLines(lines, [plates])).toBe(false);
  expect(equalLines(lines, [cups, { ...plates, quantity: 1 }])).toBe(false);
  expect(equalLines(lines, [cups, { ...plates, variantId: 'fork' }])).toBe(false);
});

test('the total counts pieces, not lines', () => {
  expect(totalQuantityOf(lines)).toBe(100);
  expect(totalQuantityOf([])).toBe(0);
});
