import { type CloudEvent, createEvent } from '@causeway/event-kit';
import {
  orderCancelled,
  orderConfirmed,
  orderFulfilled,
  orderPlaced,
  orderRejected,
} from '@causeway/event-kit/contracts';
import type { PricedLine } from '../checkout/price-cart.ts';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { Order } from '../orders/order.ts';

/** An order was placed; whoever keeps the stock needs its lines. */
export function placedEvent(order: Order, lines: readonly PricedLine[]): CloudEvent {
  const { currency, itemsTotalMinor, shippingTotalMinor, totalMinor } = order;
  return createEvent(orderPlaced, {
    ...factsOf(order),
    data: {
      ...stateOf(order),
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
    },
  });
}

const contracts = Object.freeze({
  CONFIRMED: orderConfirmed,
  FULFILLED: orderFulfilled,
  REJECTED: orderRejected,
  CANCELLED: orderCancelled,
});

/** Where an order can come to from another status. */
export type ReachedStatus = keyof typeof contracts;

/** An order came to its present status from another. */
export function movedEvent(
  order: Order,
  to: ReachedStatus,
  { from, reason }: { from: OrderStatus; reason: string | null },
): CloudEvent {
  return createEvent(contracts[to], {
    ...factsOf(order),
    data: { ...stateOf(order), from, reason },
  });
}

function factsOf({ id, version, updatedAt }: Order) {
  return { subject: id, sequence: version, time: updatedAt };
}

function stateOf({ id, number, userId, status }: Order) {
  return { orderId: id, number, userId, status };
}
