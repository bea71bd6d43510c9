import { idArgument, parseArgument } from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { OrderStatus } from '../life-cycle/order-status.ts';

/** Which orders a list shows. Every condition that is not null must hold. */
export interface OrderFilter {
  readonly status: OrderStatus | null;
  readonly userId: string | null;
  readonly placedAfter: Date | null;
  readonly placedBefore: Date | null;
}

// PostgreSQL's timestamps begin in 4713 BC, JavaScript's long before.
const EARLIEST = new Date('0001-01-01T00:00:00Z');

const moment = z.date().min(EARLIEST, 'is too early').nullish().default(null);

const orderFilter = z.object({
  status: z
    .enum(['PENDING', 'CONFIRMED', 'FULFILLED', 'REJECTED', 'CANCELLED'])
    .nullish()
    .default(null),
  userId: idArgument.nullish().default(null),
  placedAfter: moment,
  placedBefore: moment,
});

/** Reads the argument `filter`. Throws BAD_USER_INPUT naming the field that is wrong. */
export function parseFilter(input: unknown): OrderFilter {
  return parseArgument('filter', orderFilter, input ?? {});
}
