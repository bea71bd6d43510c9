import type { CartLine } from '../cart/cart.ts';
import type { CatalogVariant } from '../catalog/catalog-variant.ts';
import { type CurrencyCode, MAXIMUM_AMOUNT_MINOR } from '../money/money.ts';
import type { ShortLine } from '../orders/order-rejection.ts';
import { shippingOf } from '../shipping/shipping.ts';

/** A line of a cart at the catalog's price, with what an order keeps of its variant. */
export interface PricedLine {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** A cart that can be ordered. */
export interface PricedCart {
  readonly kind: 'priced';
  readonly currency: CurrencyCode;
  readonly lines: readonly PricedLine[];
  readonly itemsTotalMinor: number;
  readonly shippingTotalMinor: number;
  readonly totalMinor: number;
}

/** A cart that cannot. */
export type Unpriceable =
  | { readonly kind: 'unavailable'; readonly lines: readonly ShortLine[] }
  | { readonly kind: 'mixed-currencies'; readonly currencies: readonly CurrencyCode[] }
  | { readonly kind: 'too-large' };

/** Works out what the lines of a cart cost, at least one, given what the catalog has of them. */
export function priceCart(
  lines: readonly CartLine[],
  variants: readonly CatalogVariant[],
): PricedCart | Unpriceable {
  const known = new Map(variants.map((variant) => [variant.id, variant]));
  const short = lines
    .map((line) => ({ ...line, left: leftOf(known.get(line.variantId)) }))
    .filter(({ quantity, left }) => left < quantity);
  if (short.length > 0) return { kind: 'unavailable', lines: short };

  const items = lines.map(({ variantId, quantity }) => ({
    variant: known.get(variantId) as CatalogVariant,
    quantity,
  }));
  const [currency, ...others] = new Set(items.map(({ variant }) => variant.price.currency));
  if (currency === undefined) throw new TypeError('There is no price for an empty cart.');
  if (others.length > 0) {
    return { kind: 'mixed-currencies', currencies: [currency, ...others].sort() };
  }
  return total(items, currency);
}

/** How many can be bought: none of what is off sale, whatever stands on the shelf. */
function leftOf(variant: CatalogVariant | undefined): number {
  return variant?.isAvailable ? variant.stock : 0;
}

interface Item {
  readonly variant: CatalogVariant;
  readonly quantity: number;
}

// The sums stay far below 2^53: 50 lines of 99 pieces at 2^31 cents are 2^44.
function total(
  items: readonly Item[],
  currency: CurrencyCode,
): PricedCart | { readonly kind: 'too-large' } {
  const itemsTotalMinor = sum(items, ({ price }) => price.amountMinor);
  const shipping = shippingOf({
    weightGrams: sum(items, ({ weightGrams }) => weightGrams),
    worth: { amountMinor: itemsTotalMinor, currency },
  });
  const totalMinor = itemsTotalMinor + shipping.amountMinor;
  if (totalMinor > MAXIMUM_AMOUNT_MINOR) return { kind: 'too-large' };
  return {
    kind: 'priced',
    currency,
    lines: items.map(pricedLine),
    itemsTotalMinor,
    shippingTotalMinor: shipping.amountMinor,
    totalMinor,
  };
}

function sum(items: readonly Item[], amountOf: (variant: CatalogVariant) => number): number {
  return items.reduce(
    (sumSoFar, { variant, quantity }) => sumSoFar + quantity * amountOf(variant),
    0,
  );
}

function pricedLine({ variant, quantity }: Item): PricedLine {
  const { id, sku, title, price, product } = variant;
  return {
    variantId: id,
    productId: product.id,
    sku,
    title: `${product.title} (${title})`,
    quantity,
    unitPriceMinor: price.amountMinor,
  };
}
