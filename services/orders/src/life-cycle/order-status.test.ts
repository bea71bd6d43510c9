import { expect, test } from 'vitest';
import { countsAsPurchase, type OrderStatus } from './order-status.ts';

test('an order counts as bought until it comes to nothing', () => {
  const statuses: readonly OrderStatus[] = [
    'PENDING',
    'CONFIRMED',
    'FULFILLED',
    'REJECTED',
    'CANCELLED',
  ];
  expect(statuses.filter(countsAsPurchase)).toEqual(['PENDING', 'CONFIRMED', 'FULFILLED']);
});
