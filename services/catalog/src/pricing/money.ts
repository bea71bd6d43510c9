import { z } from 'zod';

/** ISO 4217. */
export type CurrencyCode = 'EUR' | 'USD' | 'GBP';

export interface Money {
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
}

/** GraphQL's Int and PostgreSQL's integer end here. */
const MAXIMUM_PRICE_MINOR = 2_147_483_647;

export const currencyCode = z.enum(['EUR', 'USD', 'GBP']);

export const priceMinor = z
  .int('must be a whole number')
  .min(0, 'must not be negative')
  .max(MAXIMUM_PRICE_MINOR, `must be at most ${MAXIMUM_PRICE_MINOR}`);

export const moneyInput = z.object({ amountMinor: priceMinor, currency: currencyCode });
