import { describe, expect, test } from 'vitest';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { Order } from '../orders/order.ts';
import { authorisedEvent, movedEvent, placedEvent } from './order-event.ts';

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
    payment: 'NOT_ASKED',
    rejection: null,
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
    const event = placedEvent(order('PENDING', 1), [{ ...line, title: 'Wool blanket (Small)' }]);
    expect(event).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      source: '/services/orders',
      type: 'causeway.orders.order-placed.v1',
      subject: '0190d5a0-0000-7000-8000-0000000000aa',
      time: placedAt.toISOString(),
      datacontenttype: 'application/json',
      partitionkey: 'order/0190d5a0-0000-7000-8000-0000000000aa',
      sequence: '1',
      data: {
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
    ['CONFIRMED', 'causeway.orders.order-confirmed.v1'],
    ['FULFILLED', 'causeway.orders.order-fulfilled.v1'],
    ['REJECTED', 'causeway.orders.order-rejected.v1'],
    ['CANCELLED', 'causeway.orders.order-cancelled.v1'],
  ])('tell of an order that became %s where it came from, and why', (status, type) => {
    const moved = movedEvent(order(status, 2), { from: 'PENDING', reason: 'Out of wool.' });
    expect(moved).toMatchObject({
      type,
      sequence: '2',
      time: movedAt.toISOString(),
      data: { status, from: 'PENDING', reason: 'Out of wool.' },
    });
  });

  test('tell whoever holds the stock that it is paid', () => {
    expect(authorisedEvent(order('PENDING', 3))).toMatchObject({
      type: 'causeway.orders.payment-authorised.v1',
      sequence: '3',
      data: { status: 'PENDING' },
    });
  });
});
