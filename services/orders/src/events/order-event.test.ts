import { describe, expect, test } from 'vitest';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { Order } from '../orders/order.ts';
import { orderMoved, orderPlaced } from './order-event.ts';

const placedAt = new Date('2026-10-01T12:00:00Z');
const movedAt = new Date('2026-10-02T12:00:00Z');

function order(status: OrderStatus, version: number): Order {
  return {
    id: '0190d5a0-0000-7000-8000-0000000000aa',
    number: '100001',
    userId: '0190d5a0-0000-7000-8000-0000000000bb',
    status,
    currency: 'EUR',
    itemsTotalMinor: 2_000,
    shippingTotalMinor: 490,
    totalMinor: 2_490,
    version,
    placedAt,
    updatedAt: version === 1 ? placedAt : movedAt,
  };
}

describe('the events of an order', () => {
  test('tell of a placed order what others need to act on it: totals and lines, but no titles', () => {
    const line = {
      variantId: '0190d5a0-0000-7000-8000-0000000000cc',
      productId: '0190d5a0-0000-7000-8000-0000000000dd',
      sku: 'CW-1',
      quantity: 2,
      unitPriceMinor: 1_000,
    };
    const event = orderPlaced(order('PENDING', 1), [{ ...line, title: 'Wool blanket (Small)' }]);
    expect(event).toEqual({
      eventType: 'order.placed',
      orderId: '0190d5a0-0000-7000-8000-0000000000aa',
      version: 1,
      at: placedAt,
      payload: {
        orderId: '0190d5a0-0000-7000-8000-0000000000aa',
        number: '100001',
        userId: '0190d5a0-0000-7000-8000-0000000000bb',
        status: 'PENDING',
        currency: 'EUR',
        itemsTotalMinor: 2_000,
        shippingTotalMinor: 490,
        totalMinor: 2_490,
        lines: [line],
      },
    });
  });

  test.each<[OrderStatus, string]>([
    ['CONFIRMED', 'order.confirmed'],
    ['FULFILLED', 'order.fulfilled'],
    ['REJECTED', 'order.rejected'],
    ['CANCELLED', 'order.cancelled'],
  ])('tell of an order that became %s where it came from, and why', (status, eventType) => {
    const moved = orderMoved(order(status, 2), { from: 'PENDING', reason: 'Out of wool.' });
    expect(moved).toMatchObject({
      eventType,
      version: 2,
      at: movedAt,
      payload: { status, from: 'PENDING', reason: 'Out of wool.' },
    });
  });
});
