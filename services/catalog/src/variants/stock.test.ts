import { describe, expect, test } from 'vitest';
import { changeStock, MAXIMUM_STOCK } from './stock.ts';

describe('changeStock', () => {
  test('takes away down to nothing, and no further', () => {
    expect(changeStock(3, { kind: 'delta', delta: -3 })).toEqual({ kind: 'changed', stock: 0 });
    expect(changeStock(3, { kind: 'delta', delta: -4 })).toEqual({
      kind: 'insufficient',
      available: 3,
    });
  });

  test('adds up to the maximum, and no further', () => {
    const current = MAXIMUM_STOCK - 1;
    expect(changeStock(current, { kind: 'delta', delta: 1 })).toEqual({
      kind: 'changed',
      stock: MAXIMUM_STOCK,
    });
    expect(changeStock(current, { kind: 'delta', delta: 2 })).toEqual({ kind: 'excessive' });
  });

  test('replaces only what it was expected to be', () => {
    const change = { kind: 'replace', expected: 5, stock: 12 } as const;
    expect(changeStock(5, change)).toEqual({ kind: 'changed', stock: 12 });
    expect(changeStock(4, change)).toEqual({ kind: 'unexpected', stock: 4 });
  });
});
