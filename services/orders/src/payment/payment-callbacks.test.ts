import { describe, expect, test } from 'vitest';
import type { Order } from '../orders/order.ts';
import type { Move } from '../saga/move-order-store.ts';
import { signCallback } from './callback-signature.ts';
import { createPaymentCallbacks } from './payment-callbacks.ts';
import type { PaymentState } from './payment-state.ts';

const KEY = '0190d5a0-0000-7000-8000-0000000000aa';
const secret = 'a secret of the provider';
const at = new Date('2026-11-01T12:00:00Z');

/** Callbacks for one order, which is kept in a variable. */
function callbacksFor(payment: PaymentState) {
  let order = { status: 'PENDING', payment } as Order;
  const callbacks = createPaymentCallbacks({
    secrets: [secret],
    now: () => at,
    transitions: {
      async move<O extends { readonly kind: string }>(
        id: string,
        decide: (current: Order) => Move | O,
      ) {
        if (id !== KEY) return null;
        const outcome = decide(order);
        if (!('stage' in outcome)) return outcome;
        order = { ...order, ...outcome.stage };
        return { kind: 'moved' as const, order };
      },
    },
  });
  return {
    send: (callback: unknown, signature?: string) => {
      const body = JSON.stringify(callback);
      return callbacks.receive(Buffer.from(body), signature ?? signCallback(secret, body, at));
    },
    payment: () => order.payment,
  };
}

const authorised = { key: KEY, outcome: { kind: 'authorised' } };

describe('callbacks of the payment provider', () => {
  test('move the order on once, however often they come', async () => {
    const { send, payment } = callbacksFor('AUTHORISING');
    expect(await send(authorised)).toBe('applied');
    expect(await send(authorised)).toBe('ignored');
    expect(payment()).toBe('AUTHORISED');
  });

  test('change nothing when they come too late', async () => {
    const { send, payment } = callbacksFor('AUTHORISED');
    const declined = { key: KEY, outcome: { kind: 'declined', code: 'card_declined' } };
    expect(await send(declined)).toBe('ignored');
    expect(payment()).toBe('AUTHORISED');
  });

  test('about orders that are not there say so', async () => {
    const { send } = callbacksFor('AUTHORISING');
    expect(await send({ ...authorised, key: KEY.replace('aa', 'bb') })).toBe('unknown-payment');
  });

  test.each<[string, unknown]>([
    ['another outcome', { key: KEY, outcome: { kind: 'captured' } }],
    ['no key', { outcome: { kind: 'authorised' } }],
    ['no object', 'authorised'],
  ])('with %s are refused, though the provider signed them', async (_what, callback) => {
    const { send } = callbacksFor('AUTHORISING');
    expect(await send(callback)).toBe('malformed');
  });

  test('without its signature are refused', async () => {
    const { send, payment } = callbacksFor('AUTHORISING');
    expect(await send(authorised, signCallback('mine', 'x', at))).toBe('forged');
    expect(payment()).toBe('AUTHORISING');
  });
});
