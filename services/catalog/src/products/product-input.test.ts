import { validateInput } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { createProductInput, updateProductInput } from './product-input.ts';

const variant = {
  sku: 'FJ-BLANKET-M',
  title: 'M',
  price: { amountMinor: 4_900, currency: 'EUR' },
  weightGrams: 900,
  attributes: [],
  stock: 3,
};
const product = {
  slug: 'wool-blanket',
  title: 'Wool blanket',
  description: 'Warm.',
  status: 'DRAFT',
  categoryId: '0199a7c2-55f1-7abc-8000-0123456789ab',
  attributes: [{ name: 'material', value: 'wool' }],
  variants: [variant],
};

function faultsOf(input: unknown) {
  const result = validateInput(createProductInput, input);
  return result.kind === 'valid' ? [] : result.failure.fields.map(({ path }) => path.join('.'));
}

describe('createProductInput', () => {
  test('accepts a product', () => {
    expect(faultsOf(product)).toEqual([]);
  });

  test.each([
    ['slug', 'Wool Blanket'],
    ['slug', 'x'.repeat(101)],
    ['title', ''],
    ['title', 'x'.repeat(201)],
    ['description', 'x'.repeat(10_001)],
    ['variants', []],
    ['variants', Array.from({ length: 51 }, (_, index) => ({ ...variant, sku: `S-${index}` }))],
    ['variants', Array(5_000).fill(variant)],
  ])('names %s when it is wrong', (field, value) => {
    expect(faultsOf({ ...product, [field]: value })).toEqual([field]);
  });

  test.each([
    ['sku', 'lower-case', 'variants.0.sku'],
    ['price', { amountMinor: -1, currency: 'EUR' }, 'variants.0.price.amountMinor'],
    ['weightGrams', 0, 'variants.0.weightGrams'],
    ['stock', -1, 'variants.0.stock'],
    ['attributes', [{ name: 'size', value: '' }], 'variants.0.attributes.0.value'],
  ])('leads to the %s of a variant when it is wrong', (field, value, path) => {
    expect(faultsOf({ ...product, variants: [{ ...variant, [field]: value }] })).toEqual([path]);
  });

  test('names every fault at once', () => {
    expect(faultsOf({ ...product, slug: '', title: ' ' })).toEqual(['slug', 'title']);
  });

  test('wants one currency and different stock keeping units', () => {
    const other = { ...variant, price: { amountMinor: 1, currency: 'USD' } };
    expect(faultsOf({ ...product, variants: [variant, other] })).toEqual([
      'variants.1.sku',
      'variants.1.price.currency',
    ]);
  });
});

test('updateProductInput lets every field but the id be left out', () => {
  expect(updateProductInput.safeParse({ id: product.categoryId }).success).toBe(true);
});
