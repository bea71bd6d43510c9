import {
  type CurrencyCode,
  formatMoney,
  MAXIMUM_AMOUNT_MINOR,
  type Money,
} from '../money/money.ts';
import type { ShortLine } from '../orders/order-rejection.ts';
import type { Unpriceable } from './price-cart.ts';

/** The failures of checkout, as its result union names them. */
export type CheckoutFailure = ReturnType<
  | typeof idempotencyKeyReused
  | typeof emptyCart
  | typeof cartChanged
  | typeof catalogUnavailable
  | typeof unpriceable
  | typeof priceChanged
>;

export function idempotencyKeyReused() {
  return {
    __typename: 'IdempotencyKeyReused',
    message: 'This idempotency key was used for a checkout with another input.',
  } as const;
}

export function emptyCart() {
  return { __typename: 'EmptyCart', message: 'There is nothing in the cart.' } as const;
}

export function cartChanged() {
  return {
    __typename: 'CartChanged',
    message: 'The cart changed during the checkout. Look at it and check out again.',
  } as const;
}

export function catalogUnavailable() {
  return {
    __typename: 'CatalogUnavailable',
    message: 'Prices cannot be had at the moment. Check out again later, with the same key.',
  } as const;
}

export function priceChanged(expected: Money, actual: Money) {
  return {
    __typename: 'PriceChanged',
    message: `The order would cost ${formatMoney(actual)} and not ${formatMoney(expected)}.`,
    expected,
    actual,
  } as const;
}

export function unpriceable(reason: Unpriceable) {
  switch (reason.kind) {
    case 'unavailable':
      return variantsUnavailable(reason.lines);
    case 'mixed-currencies':
      return mixedCurrencies(reason.currencies);
    case 'too-large':
      return totalTooLarge();
  }
}

function variantsUnavailable(lines: readonly ShortLine[]) {
  return {
    __typename: 'VariantsUnavailable',
    message: `${lines.length} of the cart's lines cannot be bought now.`,
    lines,
    shortages: lines,
  } as const;
}

function mixedCurrencies(currencies: readonly CurrencyCode[]) {
  return {
    __typename: 'MixedCurrencies',
    message: `What is in the cart is priced in ${currencies.join(' and ')}.`,
    currencies,
  } as const;
}

function totalTooLarge() {
  return {
    __typename: 'TotalTooLarge',
    message: `An order costs at most ${MAXIMUM_AMOUNT_MINOR} minor units.`,
    maximumMinor: MAXIMUM_AMOUNT_MINOR,
  } as const;
}
