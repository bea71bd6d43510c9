import { canonicalId, DomainError, decodeCursor, encodeCursor } from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { Order } from './order.ts';

/**
 * A place in a list of orders, newest first: the sort key of the order before it. The id makes the
 * order of the list total, so that every order is on exactly one page. All lists of orders sort alike,
 * so a cursor of one is a place in any other.
 */
export interface OrderPosition {
  readonly placedAt: Date;
  readonly id: string;
}

/** The cursor behind an order. */
export function cursorOf({ placedAt, id }: Order): string {
  return encodeCursor([placedAt.getTime(), id]);
}

const LAST_MOMENT_MS = Date.UTC(9999, 11, 31);

const orderKey = z.tuple([z.int().min(0).max(LAST_MOMENT_MS), canonicalId]);

/**
 * Reads a cursor. Throws BAD_USER_INPUT unless `cursorOf` could have made it: what it holds goes into
 * a statement, and anybody can write one.
 */
export function positionAt(cursor: string): OrderPosition {
  const parsed = orderKey.safeParse(decodeCursor(cursor, orderKey.def.items.length));
  if (!parsed.success) {
    throw new DomainError('BAD_USER_INPUT', '`after` is not a cursor of a list of orders.');
  }
  const [placedAtMs, id] = parsed.data;
  return { placedAt: new Date(placedAtMs), id };
}
