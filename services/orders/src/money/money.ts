import { z } from 'zod';

/** ISO 4217. */
export type CurrencyCode = 'EUR' | 'USD' | 'GBP';

/** A whole number of the currency's smallest unit. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: CurrencyCode;
}

/** GraphQL's Int and PostgreSQL's integer end here. */
export const MAXIMUM_AMOUNT_MINOR = 2_147_483_647;

const currencyCode = z.enum(['EUR', 'USD', 'GBP']);

export const money = z.object({
  amountMinor: z
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(MAXIMUM_AMOUNT_MINOR, `must be at most ${MAXIMUM_AMOUNT_MINOR}`),
  currency: currencyCode,
});

export function equalMoney(one: Money, other: Money): boolean {
  return one.amountMinor === other.amountMinor && one.currency === other.currency;
}

/** For people, such as `12.90 EUR`: all our currencies have hundredths. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const whole = Math.trunc(amountMinor / 100);
  const hundredths = String(amountMinor % 100).padStart(2, '0');
  return `${whole}.${hundredths} ${currency}`;
}
