import type { CurrencyCode, Money } from '../money/money.ts';
import type { VariantReference } from '../references.ts';

/** What sending a parcel costs in one currency, in its minor units. */
interface Tariff {
  /** Up to `INCLUDED_GRAMS`. */
  readonly baseMinor: number;
  /** For each started `STEP_GRAMS` above. */
  readonly stepMinor: number;
  /** Goods of this worth travel free. */
  readonly freeFromMinor: number;
}

const INCLUDED_GRAMS = 1_000;
const STEP_GRAMS = 1_000;

const tariffs: Readonly<Record<CurrencyCode, Tariff>> = Object.freeze({
  EUR: Object.freeze({ baseMinor: 490, stepMinor: 120, freeFromMinor: 10_000 }),
  USD: Object.freeze({ baseMinor: 590, stepMinor: 140, freeFromMinor: 12_000 }),
  GBP: Object.freeze({ baseMinor: 420, stepMinor: 100, freeFromMinor: 9_000 }),
});

/**
 * What it costs to send goods of this weight and worth in one parcel, in the currency of their worth.
 * Whole grams and minor units in, whole minor units out.
 */
export function shippingOf(goods: { weightGrams: number; worth: Money }): Money {
  const { weightGrams, worth } = goods;
  const tariff = tariffs[worth.currency];
  if (worth.amountMinor >= tariff.freeFromMinor) return { ...worth, amountMinor: 0 };
  const extraGrams = Math.max(0, weightGrams - INCLUDED_GRAMS);
  const steps = Math.ceil(extraGrams / STEP_GRAMS);
  return { ...worth, amountMinor: tariff.baseMinor + steps * tariff.stepMinor };
}

/** What it costs to send one piece alone; null when the catalog could not say what the piece is. */
export function estimateShipping({ weightGrams, price }: VariantReference): Money | null {
  if (weightGrams == null || price == null) return null;
  return shippingOf({ weightGrams, worth: price });
}
