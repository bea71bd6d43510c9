import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { expect, test } from 'vitest';
import { maySeeOrdersOf } from './order.ts';

const CUSTOMER = '0190d5a0-0000-7000-8000-0000000000ab';

const user = (userId: string, ...scopes: string[]): Principal => ({
  kind: 'user',
  userId,
  sessionId: 'session',
  roles: [],
  scopes: new Set(scopes),
});

test('orders are seen by their customer and by those who may read all orders', () => {
  expect(maySeeOrdersOf(CUSTOMER, user(CUSTOMER))).toBe(true);
  expect(maySeeOrdersOf(CUSTOMER, user(CUSTOMER.toUpperCase()))).toBe(true);
  expect(maySeeOrdersOf(CUSTOMER, user('somebody else', 'orders:read'))).toBe(true);
});

test('orders are seen by nobody else', () => {
  expect(maySeeOrdersOf(CUSTOMER, anonymous)).toBe(false);
  expect(maySeeOrdersOf(CUSTOMER, user('somebody else', 'orders:write', 'users:read'))).toBe(false);
});
