import { describe, expect, test } from 'vitest';
import type { CurrencyCode } from '../money/money.ts';
import { estimateShipping, shippingOf } from './shipping.ts';

function eurosFor(weightGrams: number, amountMinor = 2_000): number {
  return shippingOf({ weightGrams, worth: { amountMinor, currency: 'EUR' } }).amountMinor;
}

describe('shippingOf', () => {
  test.each([
    [0, 490],
    [1, 490],
    [1_000, 490],
    [1_001, 610],
    [2_000, 610],
    [2_001, 730],
    [30_000, 490 + 29 * 120],
  ])(
    'asks for %i g %i cents: a base, and a step for each started kilogram above the first',
    (grams, minor) => {
      expect(eurosFor(grams)).toBe(minor);
    },
  );

  test('asks nothing for goods worth the threshold or more, however heavy', () => {
    expect(eurosFor(500, 9_999)).toBe(490);
    expect(eurosFor(500, 10_000)).toBe(0);
    expect(eurosFor(4_950_000_000, 10_000)).toBe(0);
  });

  test.each<[CurrencyCode, number, number]>([
    ['EUR', 610, 10_000],
    ['USD', 730, 12_000],
    ['GBP', 520, 9_000],
  ])('has a tariff of its own in %s', (currency, minor, freeFromMinor) => {
    const weightGrams = 1_500;
    const worth = { amountMinor: freeFromMinor - 1, currency };
    expect(shippingOf({ weightGrams, worth })).toEqual({ amountMinor: minor, currency });
    expect(shippingOf({ weightGrams, worth: { ...worth, amountMinor: freeFromMinor } })).toEqual({
      amountMinor: 0,
      currency,
    });
  });

  test('stays a whole number within GraphQL’s Int for the heaviest cart', () => {
    const minor = eurosFor(50 * 99 * 1_000_000);
    expect(Number.isInteger(minor)).toBe(true);
    expect(minor).toBeLessThan(2 ** 31);
  });
});

describe('estimateShipping', () => {
  const price = { amountMinor: 2_000, currency: 'EUR' } as const;

  test('is what sending one piece alone costs', () => {
    expect(estimateShipping({ id: 'variant', weightGrams: 1_500, price })).toEqual({
      amountMinor: 610,
      currency: 'EUR',
    });
  });

  test('is null, and not a guess, when the catalog could not say what the piece is', () => {
    expect(estimateShipping({ id: 'variant', weightGrams: null, price })).toBeNull();
    expect(estimateShipping({ id: 'variant', weightGrams: 1_500, price: null })).toBeNull();
    expect(estimateShipping({ id: 'variant' })).toBeNull();
  });
});
