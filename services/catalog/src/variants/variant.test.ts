import { expect, test } from 'vitest';
import { isAvailable, type Variant } from './variant.ts';

const variant: Variant = {
  id: 'v',
  productId: 'p',
  sku: 'SKU-1',
  title: 'M',
  priceMinor: 1_000,
  currency: 'EUR',
  weightGrams: 100,
  attributes: {},
  stock: 1,
  productStatus: 'ACTIVE',
};

test.each([
  [{ stock: 1, productStatus: 'ACTIVE' }, true],
  [{ stock: 0, productStatus: 'ACTIVE' }, false],
  [{ stock: 1, productStatus: 'ARCHIVED' }, false],
  [{ stock: 1, productStatus: 'DRAFT' }, false],
] as const)('a variant with %o can be bought: %s', (changes, expected) => {
  expect(isAvailable({ ...variant, ...changes })).toBe(expected);
});
