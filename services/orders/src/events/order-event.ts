import { type CloudEvent, createEvent } from '@causeway/event-kit';
import {
  orderCancelled,
  orderConfirmed,
  orderFulfilled,
  orderPlaced,
  orderRejected,
  paymentAuthorised,
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

/** The money for an order is held: what is held for it can be sold. */
export function authorisedEvent(order: Order): CloudEvent {
  return createEvent(paymentAuthorised, { ...factsOf(order), data: stateOf(order) });
}

const contracts = Object.freeze({
  CONFIRMED: orderConfirmed,
  FULFILLED: orderFulfilled,
  REJECTED: orderRejected,
  CANCELLED: orderCancelled,
});

/** An order came to its present status from another; none comes back to PENDING. */
export function movedEvent(
  order: Order,
  { from, reason }: { from: OrderStatus; reason: string | null },
): CloudEvent {
  const { status } = order;
  if (status === 'PENDING') throw new TypeError(`The order ${order.id} cannot be PENDING again.`);
  return createEvent(contracts[status], {
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
