import { type CloudEvent, createEvent } from '@causeway/event-kit';
import {
  reservationExpired,
  stockReserved,
  stockShort,
  stockSold,
} from '@causeway/event-kit/contracts';
import type { ShortLine } from './judge-lines.ts';
import type { ReservationState } from './reservation-state.ts';

/** A reservation after a change. */
interface ChangedReservation {
  readonly orderId: string;
  readonly state: ReservationState;
  readonly version: number;
}

/** Everything that an order asked for is held. */
export function reservedEvent(
  reservation: ChangedReservation,
  { at, expiresAt }: { at: Date; expiresAt: Date },
): CloudEvent {
  const { orderId } = reservation;
  return createEvent(stockReserved, {
    ...factsOf(reservation, at),
    data: { orderId, expiresAt: expiresAt.toISOString() },
  });
}

/** Nothing is held, since there is too little. */
export function shortEvent(
  reservation: ChangedReservation,
  { at, lines }: { at: Date; lines: readonly ShortLine[] },
): CloudEvent {
  const { orderId } = reservation;
  return createEvent(stockShort, {
    ...factsOf(reservation, at),
    data: { orderId, lines: [...lines] },
  });
}

/** What orders is told of a reservation that moved on; null for what orders itself has ended. */
export function settledEvent(reservation: ChangedReservation, at: Date): CloudEvent | null {
  const facts = { ...factsOf(reservation, at), data: { orderId: reservation.orderId } };
  switch (reservation.state) {
    case 'SOLD':
      return createEvent(stockSold, facts);
    case 'EXPIRED':
      return createEvent(reservationExpired, facts);
    default:
      return null;
  }
}

function factsOf({ orderId, version }: ChangedReservation, time: Date) {
  return { subject: orderId, sequence: version, time };
}
