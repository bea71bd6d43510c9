/** What became of the pieces that an order asked for. */
export type ReservationState =
  /** Taken from stock until the order is paid or ends, or the time is up. */
  | 'HELD'
  /** There were too few; none was taken. */
  | 'SHORT'
  /** Taken for good. */
  | 'SOLD'
  /** Given back, or never taken, since the order ended before it was paid. */
  | 'RELEASED'
  /** Given back since the time was up. */
  | 'EXPIRED'
  /** Given back since the order ended after they were sold. */
  | 'RETURNED'
  /** Gone to the customer: the order is over, and nothing of it comes back. */
  | 'SENT';

/** What the catalog is told of an order it reserved for; `hold-expired` it tells itself. */
export type ReservationMessage =
  | 'payment-authorised'
  | 'order-fulfilled'
  | 'order-ended'
  | 'hold-expired';

/**
 * Where a reservation goes at each message. What is not listed changes nothing: it was told twice, or
 * overtaken by what ended the reservation. A hold is good for as long as it stands: one whose time is
 * up, and that nobody has given back yet, is still sold.
 */
export const reservationTable: Readonly<
  Record<ReservationState, Readonly<Partial<Record<ReservationMessage, ReservationState>>>>
> = {
  HELD: { 'payment-authorised': 'SOLD', 'order-ended': 'RELEASED', 'hold-expired': 'EXPIRED' },
  SOLD: { 'order-fulfilled': 'SENT', 'order-ended': 'RETURNED' },
  SHORT: {},
  RELEASED: {},
  EXPIRED: {},
  RETURNED: {},
  SENT: {},
};

/** The state after a message; null when the message changes nothing. */
export function advanceReservation(
  state: ReservationState,
  message: ReservationMessage,
): ReservationState | null {
  return reservationTable[state][message] ?? null;
}

/** Whether the pieces of a reservation are out of stock for it. */
export function takesStock(state: ReservationState): boolean {
  return state === 'HELD' || state === 'SOLD' || state === 'SENT';
}
