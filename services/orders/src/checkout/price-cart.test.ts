import { describe, expect, test } from 'vitest';
import type { CatalogVariant } from '../catalog/catalog-variant.ts';
import { MAXIMUM_AMOUNT_MINOR } from '../money/money.ts';
import { priceCart } from './price-cart.ts';

function variant(id: string, overrides: Partial<CatalogVariant> = {}): CatalogVariant {
  return {
    id,
    sku: `SKU-${id}`,
    title: 'Small',
    price: { amountMinor: 1_000, currency: 'EUR' },
    weightGrams: 400,
    isAvailable: true,
    stock: 1_000,
    product: { id: `product of ${id}`, title: `The ${id}` },
    ...overrides,
  };
}

describe('priceCart', () => {
  test('keeps what the order must remember, and adds up items and shipping by the whole parcel', () => {
    const lines = [
      { variantId: 'cup', quantity: 2 },
      { variantId: 'plate', quantity: 1 },
    ];
    const plate = variant('plate', { price: { amountMinor: 550, currency: 'EUR' } });
    expect(priceCart(lines, [plate, variant('cup')])).toEqual({
      kind: 'priced',
      currency: 'EUR',
      lines: [
        {
          variantId: 'cup',
          productId: 'product of cup',
          sku: 'SKU-cup',
          title: 'The cup (Small)',
          quantity: 2,
          unitPriceMinor: 1_000,
        },
        {
          variantId: 'plate',
          productId: 'product of plate',
          sku: 'SKU-plate',
          title: 'The plate (Small)',
          quantity: 1,
          unitPriceMinor: 550,
        },
      ],
      itemsTotalMinor: 2_550,
      // 1,200 g are one step above the first kilogram.
      shippingTotalMinor: 610,
      totalMinor: 3_160,
    });
  });

  test('names every line that cannot be bought, with what is left of it', () => {
    const lines = ['cup', 'plate', 'fork', 'spoon'].map((variantId) => ({
      variantId,
      quantity: 3,
    }));
    const variants = [
      variant('cup', { stock: 3 }),
      variant('plate', { stock: 2 }),
      variant('fork', { stock: 7, isAvailable: false }),
    ];
    expect(priceCart(lines, variants)).toEqual({
      kind: 'unavailable',
      lines: [
        { variantId: 'plate', quantity: 3, left: 2 },
        { variantId: 'fork', quantity: 3, left: 0 },
        { variantId: 'spoon', quantity: 3, left: 0 },
      ],
    });
  });

  test('refuses to add up different currencies', () => {
    const lines = ['cup', 'plate', 'fork'].map((variantId) => ({ variantId, quantity: 1 }));
    const variants = [
      variant('cup', { price: { amountMinor: 1, currency: 'USD' } }),
      variant('plate', { price: { amountMinor: 1, currency: 'EUR' } }),
      variant('fork', { price: { amountMinor: 1, currency: 'USD' } }),
    ];
    expect(priceCart(lines, variants)).toEqual({
      kind: 'mixed-currencies',
      currencies: ['EUR', 'USD'],
    });
  });

  test('orders up to what an amount can be, and not a cent more', () => {
    const dear = (amountMinor: number) => [
      variant('ring', { price: { amountMinor, currency: 'EUR' } }),
    ];
    const one = [{ variantId: 'ring', quantity: 1 }];
    const two = [{ variantId: 'ring', quantity: 2 }];
    expect(priceCart(one, dear(MAXIMUM_AMOUNT_MINOR))).toMatchObject({
      kind: 'priced',
      totalMinor: MAXIMUM_AMOUNT_MINOR,
    });
    expect(priceCart(two, dear((MAXIMUM_AMOUNT_MINOR + 1) / 2))).toEqual({ kind: 'too-large' });
  });

  test('what costs nothing is still sent at a price', () => {
    const gift = [variant('leaflet', { price: { amountMinor: 0, currency: 'EUR' } })];
    expect(priceCart([{ variantId: 'leaflet', quantity: 1 }], gift)).toMatchObject({
      itemsTotalMinor: 0,
      totalMinor: 490,
    });
  });
});
