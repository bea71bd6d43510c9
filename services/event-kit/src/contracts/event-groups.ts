import { reservationExpired } from './catalog/reservation-expired.ts';
import { stockReserved } from './catalog/stock-reserved.ts';
import { stockShort } from './catalog/stock-short.ts';
import { stockSold } from './catalog/stock-sold.ts';
import { defineGroup, type EventGroup } from './define-group.ts';
import { orderCancelled } from './orders/order-cancelled.ts';
import { orderFulfilled } from './orders/order-fulfilled.ts';
import { orderPlaced } from './orders/order-placed.ts';
import { orderRejected } from './orders/order-rejected.ts';
import { paymentAuthorised } from './orders/payment-authorised.ts';

/** The catalog, which holds and sells stock for orders. */
export const catalogReservations = defineGroup('catalog.reservations', [
  orderPlaced,
  paymentAuthorised,
  orderFulfilled,
  orderRejected,
  orderCancelled,
]);

/** Orders, which lead each order by what becomes of its stock. */
export const ordersSaga = defineGroup('orders.saga', [
  stockReserved,
  stockShort,
  stockSold,
  reservationExpired,
]);

/**
 * Everybody who consumes events. Whoever publishes has a broker keep events for them, also when none of
 * their processes has ever run.
 */
export const eventGroups: readonly EventGroup[] = [catalogReservations, ordersSaga];
