import type { CurrencyCode } from '../money/money.ts';

/** A line of an order as it was sold. */
export interface OrderLine {
  readonly orderId: string;
  /** From 0. */
  readonly position: number;
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** A line under its order's currency. */
export interface OrderLineInCurrency extends OrderLine {
  readonly currency: CurrencyCode;
}
