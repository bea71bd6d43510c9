import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import type { PaymentState } from '../payment/payment-state.ts';
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
const order = (status: OrderStatus, payment: PaymentState) => ({
  userId: CUSTOMER,
  status,
  payment,
});
const warehouse = user('warehouse', 'orders:read', 'orders:write');

describe('judgeMove', () => {
  test('lets customers cancel their own orders while that is possible, and do nothing else', () => {
    const customer = user(CUSTOMER);
    expect(judgeMove(order('PENDING', 'AUTHORISING'), 'cancel', customer)).toEqual({
      kind: 'allowed',
      stage: { status: 'CANCELLED', payment: 'VOIDING' },
    });
    expect(judgeMove(order('CONFIRMED', 'CAPTURED'), 'cancel', customer)).toEqual({
      kind: 'allowed',
      stage: { status: 'CANCELLED', payment: 'REFUNDING' },
    });
    expect(judgeMove(order('FULFILLED', 'CAPTURED'), 'cancel', customer)).toEqual({
      kind: 'impossible',
      from: 'FULFILLED',
    });
    expect(judgeMove(order('PENDING', 'NOT_ASKED'), 'reject', customer)).toEqual({
      kind: 'forbidden',
    });
  });

  test('lets staff move any order along its life cycle', () => {
    expect(judgeMove(order('CONFIRMED', 'CAPTURED'), 'fulfil', warehouse).kind).toBe('allowed');
    expect(judgeMove(order('PENDING', 'AUTHORISED'), 'reject', warehouse).kind).toBe('allowed');
    expect(judgeMove(order('PENDING', 'NOT_ASKED'), 'cancel', warehouse).kind).toBe('allowed');
    expect(judgeMove(order('PENDING', 'AUTHORISED'), 'fulfil', warehouse)).toEqual({
      kind: 'impossible',
      from: 'PENDING',
    });
  });

  test('sends nothing that is not paid', () => {
    expect(judgeMove(order('CONFIRMED', 'CAPTURING'), 'fulfil', warehouse)).toEqual({
      kind: 'unpaid',
      payment: 'CAPTURING',
    });
  });

  test('tells those who may only read that it is not theirs to move', () => {
    const support = user('support', 'orders:read');
    expect(judgeMove(order('PENDING', 'NOT_ASKED'), 'cancel', support)).toEqual({
      kind: 'forbidden',
    });
  });

  test('does not tell anybody else that there is an order, in whatever status', () => {
    for (const viewer of [
      user('somebody else'),
      user('merchandiser', 'catalog:write'),
      anonymous,
    ]) {
      for (const hidden of [order('PENDING', 'NOT_ASKED'), order('FULFILLED', 'CAPTURED')]) {
        expect(judgeMove(hidden, 'cancel', viewer)).toEqual({ kind: 'hidden' });
      }
    }
  });
});
