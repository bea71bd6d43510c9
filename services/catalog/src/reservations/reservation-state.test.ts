import { describe, expect, test } from 'vitest';
import {
  advanceReservation,
  type ReservationMessage,
  type ReservationState,
  reservationTable,
  takesStock,
} from './reservation-state.ts';

const states = Object.keys(reservationTable) as ReservationState[];
const messages: readonly ReservationMessage[] = [
  'payment-authorised',
  'order-fulfilled',
  'order-ended',
  'hold-expired',
];

describe('a reservation', () => {
  test('goes these ways and no others', () => {
    const ways = states.flatMap((from) =>
      messages.flatMap((message) => {
        const to = advanceReservation(from, message);
        return to === null ? [] : [`${from} + ${message} = ${to}`];
      }),
    );
    expect(ways).toEqual([
      'HELD + payment-authorised = SOLD',
      'HELD + order-ended = RELEASED',
      'HELD + hold-expired = EXPIRED',
      'SOLD + order-fulfilled = SENT',
      'SOLD + order-ended = RETURNED',
    ]);
  });

  test('told anything twice, does nothing the second time', () => {
    for (const from of states) {
      for (const message of messages) {
        const to = advanceReservation(from, message);
        if (to !== null) expect(advanceReservation(to, message)).toBeNull();
      }
    }
  });

  test('that gave its pieces back never takes or gives any again', () => {
    for (const state of states.filter((state) => !takesStock(state))) {
      expect(messages.flatMap((message) => advanceReservation(state, message) ?? [])).toEqual([]);
    }
  });

  test('that is sold does not expire', () => {
    expect(advanceReservation('SOLD', 'hold-expired')).toBeNull();
  });
});
