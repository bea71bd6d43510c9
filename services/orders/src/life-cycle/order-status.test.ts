import { describe, expect, test } from 'vitest';
import { countsAsPurchase, INITIAL_STATUS, mayBecome, type OrderStatus } from './order-status.ts';

const statuses: readonly OrderStatus[] = [
  'PENDING',
  'CONFIRMED',
  'FULFILLED',
  'REJECTED',
  'CANCELLED',
];

describe('the life cycle of an order', () => {
  test('allows these transitions and no others', () => {
    const allowed = statuses.flatMap((from) =>
      statuses.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(allowed).toEqual([
      'PENDING → CONFIRMED',
      'PENDING → REJECTED',
      'PENDING → CANCELLED',
      'CONFIRMED → FULFILLED',
      'CONFIRMED → CANCELLED',
    ]);
  });

  test('can reach every status from the first', () => {
    const reached = new Set([INITIAL_STATUS]);
    for (const from of reached) {
      for (const to of statuses) if (mayBecome(from, to)) reached.add(to);
    }
    expect(reached).toEqual(new Set(statuses));
  });

  test('stops counting an order that comes to nothing, and never starts again', () => {
    expect(statuses.filter(countsAsPurchase)).toEqual(['PENDING', 'CONFIRMED', 'FULFILLED']);
    for (const from of statuses.filter((status) => !countsAsPurchase(status))) {
      expect(statuses.some((to) => mayBecome(from, to))).toBe(false);
    }
  });
});
