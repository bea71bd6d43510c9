import type { Principal } from '@causeway/subgraph-kit';
import type { Attributes } from '../attributes/attributes.ts';
import type { CurrencyCode, Money } from '../pricing/money.ts';
import { isVisible, type ProductStatus } from '../products/product.ts';

/** What is put in the cart. Its currency and whether it is on sale are its product's. */
export interface Variant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly currency: CurrencyCode;
  readonly weightGrams: number;
  readonly attributes: Attributes;
  readonly stock: number;
  readonly productStatus: ProductStatus;
}

export function priceOf({ priceMinor, currency }: Variant): Money {
  return { amountMinor: priceMinor, currency };
}

/** Whether it can be bought now. */
export function isAvailable({ productStatus, stock }: Variant): boolean {
  return productStatus === 'ACTIVE' && stock > 0;
}

/** A variant is seen by those who see its product. */
export function isVariantVisible(variant: Variant, viewer: Principal): boolean {
  return isVisible({ status: variant.productStatus }, viewer);
}
