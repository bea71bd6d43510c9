import type { Prisma } from '@causeway/catalog-db';
import { type CloudEvent, type EventHandler, on } from '@causeway/event-kit';
import {
  orderCancelled,
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
  now: () => Date;
}): readonly EventHandler<Transaction>[] {
  const { holdMs, now } = parts;

  /** A reaction that moves the reservation of the event's order on. */
  const settle = (message: ReservationMessage) => ({
    async apply({ subject }: CloudEvent, transaction: Transaction): Promise<void> {
      await settleReservation(transaction, subject, { message, at: now() });
    },
  });

  return [
    on(orderPlaced, {
      async apply({ data }, transaction: Transaction) {
        const at = now();
        const expiresAt = new Date(at.getTime() + holdMs);
        await reserve(transaction, { orderId: data.orderId, lines: data.lines, at, expiresAt });
      },
    }),
    on(paymentAuthorised, settle('payment-authorised')),
    on(orderRejected, settle('order-ended')),
    on(orderCancelled, settle('order-ended')),
  ];
}
