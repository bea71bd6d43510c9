import { seedId } from './seed-id.ts';
import { seedRandom } from './seed-random.ts';

const MAX_VARIANTS = 4;

/** What more than one service's seed must know of a variant. */
export interface SeedVariant {
  id: string;
  /** Position among the product's variants, from 0. */
  index: number;
  sku: string;
  title: string;
  priceMinor: number;
  currency: 'EUR';
  weightGrams: number;
}

const SIZES = ['Small', 'Medium', 'Large', 'Extra large'] as const;
/** Cents as shops choose them; the odd one is last year's price raised by a few per cent. */
const PRICE_ENDINGS = [90, 90, 90, 90, 0, 0, 50, 50, 95, 49] as const;
const LOWEST_PRICE_MINOR = 490;
const HIGHEST_PRICE_MINOR = 89_900;

/** The one to four variants of product `productIndex`, from cheap and light to dear and heavy. */
export function seedVariants(productIndex: number): readonly SeedVariant[] {
  const random = seedRandom(`variants ${productIndex}`);
  const count = 1 + Math.floor(random() * MAX_VARIANTS);
  const basePriceMinor = realisticPriceMinor(random);
  const baseWeightGrams = 50 * Math.ceil(random() ** 2 * 160);
  return Array.from({ length: count }, (_, index) => ({
    id: seedId('variant', productIndex * MAX_VARIANTS + index),
    index,
    sku: `CW-${String(productIndex + 1).padStart(6, '0')}-${index + 1}`,
    title: count === 1 ? 'One size' : (SIZES[index] as string),
    priceMinor: withinPrices(basePriceMinor + index * stepMinor(basePriceMinor)),
    currency: 'EUR',
    weightGrams: baseWeightGrams + index * Math.ceil(baseWeightGrams / 200) * 50,
  }));
}

/** Many cheap, few dear: evenly spread over the logarithm of the price, and leaning to its low end. */
function realisticPriceMinor(random: () => number): number {
  const lowest = Math.floor(LOWEST_PRICE_MINOR / 100);
  const whole = Math.floor(
    lowest * (HIGHEST_PRICE_MINOR / LOWEST_PRICE_MINOR) ** (random() ** 1.5),
  );
  const ending = PRICE_ENDINGS[Math.floor(random() * PRICE_ENDINGS.length)] as number;
  return withinPrices(whole * 100 + ending);
}

/** The next size costs a tenth more, in whole euros, so that the price ends the same. */
function stepMinor(basePriceMinor: number): number {
  return Math.max(100, Math.round(basePriceMinor / 1_000) * 100);
}

function withinPrices(priceMinor: number): number {
  return Math.min(Math.max(priceMinor, LOWEST_PRICE_MINOR), HIGHEST_PRICE_MINOR);
}
