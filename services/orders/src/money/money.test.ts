import { expect, test } from 'vitest';
import { equalMoney, formatMoney, MAXIMUM_AMOUNT_MINOR, money } from './money.ts';

test('money is the same only in the same currency', () => {
  const price = { amountMinor: 1_290, currency: 'EUR' } as const;
  expect(equalMoney(price, { ...price })).toBe(true);
  expect(equalMoney(price, { ...price, currency: 'USD' })).toBe(false);
  expect(equalMoney(price, { ...price, amountMinor: 1_291 })).toBe(false);
});

test.each([
  [0, '0.00 EUR'],
  [5, '0.05 EUR'],
  [1_290, '12.90 EUR'],
  [MAXIMUM_AMOUNT_MINOR, '21474836.47 EUR'],
])('%i minor units read %s', (amountMinor, text) => {
  expect(formatMoney({ amountMinor, currency: 'EUR' })).toBe(text);
});

test.each([-1, 0.5, MAXIMUM_AMOUNT_MINOR + 1, Number.NaN, '12'])(
  'refuses %s as an amount',
  (amountMinor) => {
    expect(money.safeParse({ amountMinor, currency: 'EUR' }).success).toBe(false);
  },
);
