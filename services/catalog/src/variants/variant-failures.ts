import type { CurrencyCode } from '../pricing/money.ts';

/** The failures of variant mutations, as their result unions name them. */
export type VariantNotFound = ReturnType<typeof variantNotFound>;
export type PriceCurrencyMismatch = ReturnType<typeof priceCurrencyMismatch>;
export type InsufficientStock = ReturnType<typeof insufficientStock>;
export type StockChanged = ReturnType<typeof stockChanged>;

export function variantNotFound(variantId: string) {
  return {
    __typename: 'VariantNotFound',
    message: `There is no variant with the id "${variantId}".`,
    variantId,
  } as const;
}

export function priceCurrencyMismatch(expected: CurrencyCode) {
  return {
    __typename: 'PriceCurrencyMismatch',
    message: `The product is priced in ${expected}.`,
    expected,
  } as const;
}

export function insufficientStock(available: number) {
  return {
    __typename: 'InsufficientStock',
    message: `Only ${available} in stock.`,
    available,
  } as const;
}

export function stockChanged(stock: number) {
  return {
    __typename: 'StockChanged',
    message: `The stock changed since it was counted; it is ${stock} now.`,
    stock,
  } as const;
}
