import { expect, test } from 'vitest';
import { seedId } from './seed-id.ts';
import { seedVariants } from './seed-variants.ts';

const products = Array.from({ length: 5_000 }, (_, index) => seedVariants(index));
const prices = products.flat().map(({ priceMinor }) => priceMinor);

test('gives the same variants every time', () => {
  expect(seedVariants(17)).toEqual(seedVariants(17));
});

test('gives a product one to four variants, each number about as often', () => {
  for (const count of [1, 2, 3, 4]) {
    const share = products.filter(({ length }) => length === count).length / products.length;
    expect(share).toBeGreaterThan(0.2);
  }
  expect(products.every(({ length }) => length >= 1 && length <= 4)).toBe(true);
});

test('names variants by their place among all', () => {
  expect(products[9]?.[0]?.id).toBe(seedId('variant', 36));
  const skus = products.flat().map(({ sku }) => sku);
  expect(new Set(skus).size).toBe(skus.length);
});

test('asks prices from 4.90 to 899.00, most of them ending in 90, 00 or 50', () => {
  expect(Math.min(...prices)).toBe(490);
  expect(Math.max(...prices)).toBeLessThanOrEqual(89_900);
  expect(Math.max(...prices)).toBeGreaterThan(70_000);
  const usual = prices.filter((price) => [90, 0, 50].includes(price % 100));
  expect(usual.length / prices.length).toBeGreaterThan(0.7);
  const cheap = prices.filter((price) => price < 5_000);
  expect(cheap.length / prices.length).toBeGreaterThan(0.5);
});

test('makes larger variants heavier and never cheaper', () => {
  for (const variants of products) {
    for (const [index, variant] of variants.entries()) {
      const smaller = variants[index - 1];
      if (smaller === undefined) continue;
      expect(variant.weightGrams).toBeGreaterThan(smaller.weightGrams);
      expect(variant.priceMinor).toBeGreaterThanOrEqual(smaller.priceMinor);
    }
  }
});
