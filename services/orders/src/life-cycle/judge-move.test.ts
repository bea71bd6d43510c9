import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { judgeMove } from './judge-move.ts';
import type { OrderStatus } from './order-status.ts';

const CUSTOMER = '0190d5a0-0000-7000-8000-0000000000ab';

const user = (userId: string, ...scopes: string[]): Principal => ({
  kind: 'user',
  userId,
  sessionId: 'session',
  roles: [],
  scopes: new Set(scopes),
});
const order = (status: OrderStatus) => ({ userId: CUSTOMER, status });
const warehouse = user('warehouse', 'orders:read', 'orders:write');

describe('judgeMove', () => {
  test('lets customers cancel their own orders while that is possible, and do nothing else', () => {
    const customer = user(CUSTOMER);
    expect(judgeMove(order('PENDING'), 'CANCELLED', customer)).toEqual({ kind: 'allowed' });
    expect(judgeMove(order('CONFIRMED'), 'CANCELLED', customer)).toEqual({ kind: 'allowed' });
    expect(judgeMove(order('FULFILLED'), 'CANCELLED', customer)).toEqual({
      kind: 'impossible',
      from: 'FULFILLED',
    });
    expect(judgeMove(order('PENDING'), 'CONFIRMED', customer)).toEqual({ kind: 'forbidden' });
  });

  test('lets staff move any order along its life cycle', () => {
    expect(judgeMove(order('PENDING'), 'CONFIRMED', warehouse)).toEqual({ kind: 'allowed' });
    expect(judgeMove(order('CONFIRMED'), 'FULFILLED', warehouse)).toEqual({ kind: 'allowed' });
    expect(judgeMove(order('PENDING'), 'REJECTED', warehouse)).toEqual({ kind: 'allowed' });
    expect(judgeMove(order('PENDING'), 'FULFILLED', warehouse)).toEqual({
      kind: 'impossible',
      from: 'PENDING',
    });
  });

  test('tells those who may only read that it is not theirs to move', () => {
    const support = user('support', 'orders:read');
    expect(judgeMove(order('PENDING'), 'CANCELLED', support)).toEqual({ kind: 'forbidden' });
  });

  test('does not tell anybody else that there is an order, in whatever status', () => {
    for (const viewer of [
      user('somebody else'),
      user('merchandiser', 'catalog:write'),
      anonymous,
    ]) {
      expect(judgeMove(order('PENDING'), 'CANCELLED', viewer)).toEqual({ kind: 'hidden' });
      expect(judgeMove(order('FULFILLED'), 'CANCELLED', viewer)).toEqual({ kind: 'hidden' });
    }
  });
});
