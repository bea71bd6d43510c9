import { isDeepStrictEqual } from 'node:util';
import type { InvalidField } from '@causeway/subgraph-kit';
import type { Attributes } from '../attributes/attributes.ts';
import { mayBecome, type Product } from '../products/product.ts';
import { productStatusNotAllowed, skuTaken } from '../products/product-failures.ts';
import { MAXIMUM_VARIANTS, type ProductRecord } from '../products/product-input.ts';
import { priceCurrencyMismatch } from '../variants/variant-failures.ts';

/** What an import writes of a product. */
export type ImportedProduct = Omit<Product, 'version' | 'createdAt' | 'updatedAt'>;

/** What an import writes of a variant, but for its stock. */
export interface ImportedVariant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly weightGrams: number;
  readonly attributes: Attributes;
  readonly position: number;
}

/** What the catalog holds of that which a record names. */
export interface Holdings {
  readonly product: ImportedProduct | null;
  /** The product's, in their order. */
  readonly variants: readonly ImportedVariant[];
  readonly categoryId: string | null;
  /** The record's stock keeping units that are variants of other products. */
  readonly takenSkus: readonly string[];
}

export type ImportDecision =
  | { readonly kind: 'refused'; readonly faults: readonly InvalidField[] }
  | { readonly kind: 'unchanged' }
  | (ImportedRows & { readonly kind: 'created' | 'updated' });

export interface ImportedRows {
  readonly product: ImportedProduct;
  /** Stock is given to new variants only: that of others has gone on since the file was written. */
  readonly newVariants: readonly (ImportedVariant & { readonly stock: number })[];
  readonly changedVariants: readonly ImportedVariant[];
}

/**
 * What importing a record makes of the catalog: a product with that slug, and variants with those stock
 * keeping units. What the record does not name stays: orders refer to variants for ever. The same record
 * again changes nothing.
 */
export function decideImport(
  record: ProductRecord,
  holdings: Holdings,
  createId: () => string,
): ImportDecision {
  const faults = findFaults(record, holdings);
  if (faults.length > 0) return { kind: 'refused', faults };
  const id = holdings.product?.id ?? createId();
  const { newVariants, changedVariants, all } = mergeVariants(record, holdings, id, createId);
  if (all.length > MAXIMUM_VARIANTS) {
    return { kind: 'refused', faults: [tooManyVariants] };
  }
  const priceFromMinor = Math.min(...all.map(({ priceMinor }) => priceMinor));
  const product = mergeProduct(record, holdings, { id, priceFromMinor });
  if (holdings.product === null) return { kind: 'created', product, newVariants, changedVariants };
  const isSame = newVariants.length + changedVariants.length === 0;
  if (isSame && isDeepStrictEqual(product, holdings.product)) return { kind: 'unchanged' };
  return { kind: 'updated', product, newVariants, changedVariants };
}

const tooManyVariants: InvalidField = {
  path: ['variants'],
  message: `would be more than ${MAXIMUM_VARIANTS}`,
};

/** What the rules for one record alone could not see. */
function findFaults(record: ProductRecord, holdings: Holdings): readonly InvalidField[] {
  const { product, categoryId, takenSkus } = holdings;
  const faults: InvalidField[] = record.variants.flatMap(({ sku }, index) =>
    takenSkus.includes(sku)
      ? [{ path: ['variants', String(index), 'sku'], message: skuTaken([sku]).message }]
      : [],
  );
  if (categoryId === null) {
    const message = `There is no category with the slug "${record.category}".`;
    faults.unshift({ path: ['category'], message });
  }
  return product === null ? faults : [...faults, ...findConflicts(record, product)];
}

function findConflicts(record: ProductRecord, product: ImportedProduct): readonly InvalidField[] {
  const { currency } = record.variants[0].price;
  const status = record.status ?? product.status;
  const faults: InvalidField[] = [];
  if (product.currency !== currency) {
    const { message } = priceCurrencyMismatch(product.currency);
    faults.push({ path: ['variants', '0', 'price', 'currency'], message });
  }
  if (!mayBecome(product.status, status)) {
    const { message } = productStatusNotAllowed(product.status, status);
    faults.push({ path: ['status'], message });
  }
  return faults;
}

function mergeProduct(
  { slug, title, description, status, attributes, variants }: ProductRecord,
  { product, categoryId }: Holdings,
  { id, priceFromMinor }: { id: string; priceFromMinor: number },
): ImportedProduct {
  return {
    id,
    slug,
    title,
    description: description ?? product?.description ?? '',
    status: status ?? product?.status ?? 'DRAFT',
    categoryId: categoryId ?? '',
    currency: variants[0].price.currency,
    priceFromMinor,
    attributes: attributes ?? product?.attributes ?? {},
  };
}

function mergeVariants(
  record: ProductRecord,
  holdings: Holdings,
  productId: string,
  createId: () => string,
) {
  const merged = new Map(holdings.variants.map((variant) => [variant.sku, variant]));
  const newVariants: ImportedRows['newVariants'][number][] = [];
  const changedVariants: ImportedVariant[] = [];
  let position = Math.max(-1, ...holdings.variants.map((variant) => variant.position));
  for (const { sku, title, price, weightGrams, attributes, stock } of record.variants) {
    const held = merged.get(sku);
    const variant = {
      id: held?.id ?? createId(),
      productId,
      sku,
      title,
      priceMinor: price.amountMinor,
      weightGrams,
      attributes: attributes ?? held?.attributes ?? {},
      position: held?.position ?? ++position,
    };
    if (held === undefined) newVariants.push({ ...variant, stock: stock ?? 0 });
    else if (!isDeepStrictEqual(variant, held)) changedVariants.push(variant);
    merged.set(sku, variant);
  }
  return { newVariants, changedVariants, all: [...merged.values()] };
}
