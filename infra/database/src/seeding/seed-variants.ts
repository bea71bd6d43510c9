import { seedId } from './seed-id.ts';
import { seedRandom } from './seed-random.ts';

export const MAX_VARIANTS = 4;

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
const PRICE_ENDINGS = [90, 90, 90, 0, 50] as const;

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
    priceMinor: basePriceMinor + index * Math.max(100, Math.round(basePriceMinor / 1_000) * 100),
    currency: 'EUR',
    weightGrams: baseWeightGrams + index * Math.ceil(baseWeightGrams / 200) * 50,
  }));
}

/** Between 4.90 and about 700: many cheap, few dear, ending as prices do. */
function realisticPriceMinor(random: () => number): number {
  const whole = Math.floor(4 * 175 ** (random() ** 1.5));
  return whole * 100 + (PRICE_ENDINGS[Math.floor(random() * PRICE_ENDINGS.length)] as number);
}
