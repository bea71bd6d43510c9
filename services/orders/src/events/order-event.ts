import type { PricedLine } from '../checkout/price-cart.ts';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { Order } from '../orders/order.ts';

/**
 * What others are told of an order. Delivered at least once, and in the order of `version` for one
 * order only if the receiver sees to it.
 */
export interface OrderEvent {
  readonly eventType: `order.${'placed' | 'confirmed' | 'fulfilled' | 'rejected' | 'cancelled'}`;
  readonly orderId: string;
  readonly version: number;
  readonly at: Date;
  readonly payload: OrderEventPayload;
}

interface OrderEventPayload {
  readonly orderId: string;
  readonly number: string;
  readonly userId: string;
  readonly status: OrderStatus;
  readonly [detail: string]: unknown;
}

const eventTypes: Readonly<Record<OrderStatus, OrderEvent['eventType']>> = Object.freeze({
  PENDING: 'order.placed',
  CONFIRMED: 'order.confirmed',
  FULFILLED: 'order.fulfilled',
  REJECTED: 'order.rejected',
  CANCELLED: 'order.cancelled',
});

/** An order was placed; whoever keeps the stock needs its lines. */
export function orderPlaced(order: Order, lines: readonly PricedLine[]): OrderEvent {
  const { currency, itemsTotalMinor, shippingTotalMinor, totalMinor } = order;
  return orderEvent(order, {
    currency,
    itemsTotalMinor,
    shippingTotalMinor,
    totalMinor,
    lines: lines.map(({ variantId, productId, sku, quantity, unitPriceMinor }) => ({
      variantId,
      productId,
      sku,
      quantity,
      unitPriceMinor,
    })),
  });
}

/** An order came to its present status from another. */
export function orderMoved(
  order: Order,
  transition: { from: OrderStatus; reason: string | null },
): OrderEvent {
  const { from, reason } = transition;
  return orderEvent(order, { from, reason });
}

function orderEvent(order: Order, details: Readonly<Record<string, unknown>>): OrderEvent {
  const { id, number, userId, status, version, updatedAt } = order;
  return {
    eventType: eventTypes[status],
    orderId: id,
    version,
    at: updatedAt,
    payload: { orderId: id, number, userId, status, ...details },
  };
}
