export type OrderStatus = 'PENDING' | 'CONFIRMED' | 'FULFILLED' | 'REJECTED' | 'CANCELLED';

/** The status in which an order is placed. Where it goes from there is the saga's (order-saga.ts). */
export const INITIAL_STATUS: OrderStatus = 'PENDING';

/** Whether what was ordered counts as bought; it no longer does when the order comes to nothing. */
export function countsAsPurchase(status: OrderStatus): boolean {
  return status !== 'REJECTED' && status !== 'CANCELLED';
}
