import { expect, test } from 'vitest';
import { judgeLines } from './judge-lines.ts';

test('names the lines that there is too little for, with what is left', () => {
  const lines = [
    { variantId: 'cup', quantity: 3 },
    { variantId: 'plate', quantity: 2 },
    { variantId: 'gone', quantity: 1 },
  ];
  const stock = new Map([
    ['cup', 2],
    ['plate', 2],
  ]);
  expect(judgeLines(lines, stock)).toEqual([
    { variantId: 'cup', quantity: 3, left: 2 },
    { variantId: 'gone', quantity: 1, left: 0 },
  ]);
});

test('has nothing to say when everything is there to the last piece', () => {
  expect(judgeLines([{ variantId: 'cup', quantity: 2 }], new Map([['cup', 2]]))).toEqual([]);
});
