import { hasScope, type Principal } from '@causeway/subgraph-kit';
import type { Attributes } from '../attributes/attributes.ts';
import type { CurrencyCode, Money } from '../pricing/money.ts';

export type ProductStatus = 'DRAFT' | 'ACTIVE' | 'ARCHIVED';

/** Something the shop sells. */
export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly status: ProductStatus;
  readonly categoryId: string;
  /** The currency of all its variants' prices. */
  readonly currency: CurrencyCode;
  /** The lowest of its variants' prices. */
  readonly priceFromMinor: number;
  readonly attributes: Attributes;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The scope to see drafts and to change products and prices. */
export const WRITE_SCOPE = 'catalog:write';

/**
 * Drafts are for those who write them. An archived product stays visible to whoever has its id or
 * slug, since orders refer to it for ever; lists leave it out by their filter.
 */
export function isVisible({ status }: Pick<Product, 'status'>, viewer: Principal): boolean {
  return status !== 'DRAFT' || hasScope(viewer, WRITE_SCOPE);
}

export function priceFromOf({ priceFromMinor, currency }: Product): Money {
  return { amountMinor: priceFromMinor, currency };
}

const nextStatuses: Record<ProductStatus, readonly ProductStatus[]> = {
  DRAFT: ['ACTIVE', 'ARCHIVED'],
  ACTIVE: ['ARCHIVED'],
  // Nothing becomes a draft again: what was once on sale may be in an order, which must show it.
  ARCHIVED: ['ACTIVE'],
};

/** Whether a product may go from one status to another; staying is always allowed. */
export function mayBecome(from: ProductStatus, to: ProductStatus): boolean {
  return from === to || nextStatuses[from].includes(to);
}
