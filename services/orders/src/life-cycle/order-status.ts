export type OrderStatus = 'PENDING' | 'CONFIRMED' | 'FULFILLED' | 'REJECTED' | 'CANCELLED';

/** The life cycle: where an order can go from each status. Nothing leads out of the last three. */
const nextStatuses: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = Object.freeze({
  PENDING: Object.freeze(['CONFIRMED', 'REJECTED', 'CANCELLED'] as const),
  CONFIRMED: Object.freeze(['FULFILLED', 'CANCELLED'] as const),
  FULFILLED: Object.freeze([]),
  REJECTED: Object.freeze([]),
  CANCELLED: Object.freeze([]),
});

/** The status in which an order is placed. */
export const INITIAL_STATUS: OrderStatus = 'PENDING';

/** Whether an order may go from one status to another; no status leads to itself. */
export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** Whether what was ordered counts as bought; it no longer does when the order comes to nothing. */
export function countsAsPurchase(status: OrderStatus): boolean {
  return status !== 'REJECTED' && status !== 'CANCELLED';
}
