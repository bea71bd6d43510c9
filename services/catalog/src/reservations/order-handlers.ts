import type { Prisma } from '@causeway/catalog-db';
import { type CloudEvent, type EventHandler, on } from '@causeway/event-kit';
import {
  orderCancelled,
  orderFulfilled,
  orderPlaced,
  orderRejected,
  paymentAuthorised,
} from '@causeway/event-kit/contracts';
import type { ReservationMessage } from './reservation-state.ts';
import { reserve, settleReservation } from './reservation-store.ts';

type Transaction = Prisma.TransactionClient;

/** What the catalog does about orders: it holds stock for them, sells it, and takes it back. */
export function orderHandlers(parts: {
  /** How long stock is held for an order that is not paid. */
  holdMs: number;
  /** How old an order may be to be served: shorter than reservations are remembered. */
  believedMs: number;
  now: () => Date;
}): readonly EventHandler<Transaction>[] {
  const { holdMs, believedMs, now } = parts;

  /**
   * Whether an event is so old that all that is known of its order may be forgotten. It takes no stock
   * any more: it is a repetition, or of an order that was ended long ago since nobody served it.
   */
  const isPast = ({ time }: CloudEvent) => Date.parse(time) < now().getTime() - believedMs;

  /** A reaction that moves the reservation of the event's order on. */
  const settle = (message: ReservationMessage) => ({
    async apply({ subject }: CloudEvent, transaction: Transaction): Promise<void> {
      await settleReservation(transaction, subject, { message, at: now() });
    },
  });

  return [
    on(orderPlaced, {
      async apply(event, transaction: Transaction) {
        if (isPast(event)) return;
        const { data } = event;
        const at = now();
        const expiresAt = new Date(at.getTime() + holdMs);
        await reserve(transaction, { orderId: data.orderId, lines: data.lines, at, expiresAt });
      },
    }),
    on(paymentAuthorised, {
      async apply(event, transaction: Transaction) {
        if (!isPast(event)) await settle('payment-authorised').apply(event, transaction);
      },
    }),
    on(orderFulfilled, settle('order-fulfilled')),
    on(orderRejected, settle('order-ended')),
    on(orderCancelled, settle('order-ended')),
  ];
}
