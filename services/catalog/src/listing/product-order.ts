import { canonicalId, encodeCursor } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { priceMinor } from '../pricing/money.ts';
import type { Product } from '../products/product.ts';
import { decodeKey } from './decode-key.ts';

export type ProductSort = 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC' | 'TITLE';

/**
 * A place between two products of an ordered list: the sort key and id of the one before it. The id
 * makes the order total, so that every product is on exactly one page.
 */
export type ProductPosition =
  | { readonly sort: 'NEWEST'; readonly createdAt: Date; readonly id: string }
  | {
      readonly sort: 'PRICE_ASC' | 'PRICE_DESC';
      readonly priceFromMinor: number;
      readonly id: string;
    }
  | { readonly sort: 'TITLE'; readonly title: string; readonly id: string };

/** The cursor behind a product in a list of this order. */
export function cursorOf(sort: ProductSort, product: Product): string {
  switch (sort) {
    case 'NEWEST':
      return encodeCursor([sort, product.createdAt.getTime(), product.id]);
    case 'PRICE_ASC':
    case 'PRICE_DESC':
      return encodeCursor([sort, product.priceFromMinor, product.id]);
    case 'TITLE':
      return encodeCursor([sort, product.title, product.id]);
  }
}

/**
 * Reads a cursor. Throws BAD_USER_INPUT unless `cursorOf` could have made it for a list of this order:
 * what it holds goes into a statement, and a key of another order would skip or repeat products.
 */
export function positionAt(sort: ProductSort, cursor: string): ProductPosition {
  switch (sort) {
    case 'NEWEST': {
      const [, createdAt, id] = decodeKey(cursor, z.tuple([z.literal(sort), moment, canonicalId]));
      return { sort, createdAt, id };
    }
    case 'PRICE_ASC':
    case 'PRICE_DESC': {
      const key = z.tuple([z.literal(sort), priceMinor, canonicalId]);
      const [, priceFromMinor, id] = decodeKey(cursor, key);
      return { sort, priceFromMinor, id };
    }
    case 'TITLE': {
      const [, title, id] = decodeKey(cursor, z.tuple([z.literal(sort), storedText, canonicalId]));
      return { sort, title, id };
    }
  }
}

const LAST_MOMENT_MS = Date.UTC(9999, 11, 31);

const moment = z
  .int()
  .min(0)
  .max(LAST_MOMENT_MS)
  .transform((ms) => new Date(ms));

/** Any text PostgreSQL can hold. */
const storedText = z.string().refine((text) => text.isWellFormed() && !text.includes('\0'));
