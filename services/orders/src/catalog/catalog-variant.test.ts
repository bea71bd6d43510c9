import { describe, expect, test } from 'vitest';
import { parseVariants } from './catalog-variant.ts';

const ID = '0190d5a0-0000-7000-8000-00000000000a';
const OTHER_ID = '0190d5a0-0000-7000-8000-00000000000b';
const variant = {
  id: ID,
  sku: 'CW-1',
  title: 'Small',
  price: { amountMinor: 1_290, currency: 'EUR' },
  weightGrams: 250,
  isAvailable: true,
  stock: 12,
  product: { id: OTHER_ID, title: 'Wool blanket' },
};
const answer = (...entities: unknown[]) => ({ data: { _entities: entities } });

describe('parseVariants', () => {
  test('returns the variants that the catalog has', () => {
    expect(parseVariants(answer(variant, null), [ID, OTHER_ID])).toEqual([variant]);
  });

  test.each([
    ['nothing', undefined],
    ['no data', { data: null }],
    ['an error beside the data', { ...answer(variant), errors: [{ message: 'no database' }] }],
    ['an error instead of data', { errors: [{ message: 'no database' }] }],
    ['too few variants', answer()],
    ['too many variants', answer(variant, variant)],
    ['another variant', answer({ ...variant, id: OTHER_ID })],
    ['a fraction of a cent', answer({ ...variant, price: { amountMinor: 0.5, currency: 'EUR' } })],
    ['a negative price', answer({ ...variant, price: { amountMinor: -1, currency: 'EUR' } })],
    [
      'a currency we do not know',
      answer({ ...variant, price: { amountMinor: 1, currency: 'XXX' } }),
    ],
    ['a weight that is none', answer({ ...variant, weightGrams: '250' })],
    ['a variant without a product', answer({ ...variant, product: null })],
  ])('refuses an answer with %s', (_what, body) => {
    expect(() => parseVariants(body, [ID])).toThrow();
  });
});
