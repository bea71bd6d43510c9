import { describe, expect, test } from 'vitest';
import { adjustStockInput } from './variant-input.ts';

describe('adjustStockInput', () => {
  test.each([
    [{ delta: -2 }, { kind: 'delta', delta: -2 }],
    [
      { delta: 2, setTo: null, expectedStock: null },
      { kind: 'delta', delta: 2 },
    ],
    [
      { setTo: 0, expectedStock: 4 },
      { kind: 'replace', expected: 4, stock: 0 },
    ],
  ])('reads %o', (fields, change) => {
    expect(adjustStockInput.parse({ variantId: 'v', ...fields })).toEqual({
      variantId: 'v',
      change,
    });
  });

  test.each([
    [{}, 'delta'],
    [{ expectedStock: 4 }, 'delta'],
    [{ delta: 1, setTo: 1, expectedStock: 1 }, 'setTo'],
    [{ delta: 1, expectedStock: 1 }, 'expectedStock'],
    [{ setTo: 1 }, 'expectedStock'],
    [{ setTo: -1, expectedStock: 1 }, 'setTo'],
    [{ delta: 2_000_000_000 }, 'delta'],
  ])('refuses %o and names %s', (fields, field) => {
    const { error } = adjustStockInput.safeParse({ variantId: 'v', ...fields });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});
