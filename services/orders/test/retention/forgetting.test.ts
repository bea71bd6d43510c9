import { randomUUID } from 'node:crypto';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { createCheckoutStore } from '../../src/checkout/checkout-store.ts';
import { createSandboxStore, type SandboxState } from '../../src/payment/sandbox/sandbox-store.ts';
import { checkOut, fillCart } from '../shopping.ts';
import { useOrders } from '../use-orders.ts';

const soon = () => new Date(Date.now() + 60_000);

describe('what is over for long', () => {
  const orders = useOrders();

  test('the key of a checkout leads to its order until it is forgotten, and then to a new one', async () => {
    const customer = signedIn();
    const idempotencyKey = randomUUID();
    const variant = orders().catalog.sell();
    const buy = () => checkOut(orders(), customer, { idempotencyKey });
    await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    const first = (await buy()).order.id;
    const { forgetKeys } = createCheckoutStore(orders().database);
    expect(await forgetKeys(new Date(Date.now() - 60_000))).toBe(true);
    expect((await buy()).order.id).toBe(first);
    expect(await forgetKeys(soon())).toBe(true);
    // Nothing is bought again by a repetition: the cart is empty.
    expect((await buy()).__typename).toBe('EmptyCart');
    await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    expect((await buy()).order.id).not.toBe(first);
    expect(await orders().database.order.count({ where: { id: first } })).toBe(1);
  });

  test('of the payments in the sandbox those are forgotten that came to nothing', async () => {
    const store = createSandboxStore(orders().database);
    const states: readonly SandboxState[] = [
      ...([
        'PENDING',
        'AUTHORISED',
        'DECLINED',
        'CAPTURED',
        'REFUSED',
        'VOIDED',
        'REFUNDED',
      ] as const),
    ];
    const amount = { amountMinor: 1, currency: 'EUR' } as const;
    const rest = { token: 'tok_approved', amount, declineCode: null, settlesAt: null };
    const keys = states.map(() => randomUUID());
    for (const [index, key] of keys.entries()) {
      await store.insert({ ...rest, key, state: states[index] as SandboxState });
    }
    expect(await store.forgetFinished(new Date(Date.now() - 60_000))).toBe(true);
    const where = { key: { in: keys } };
    expect(await orders().database.sandboxPayment.count({ where })).toBe(states.length);
    expect(await store.forgetFinished(soon())).toBe(true);
    const left = await orders().database.sandboxPayment.findMany({ where });
    expect(left.map(({ state }) => state).sort()).toEqual(['AUTHORISED', 'CAPTURED', 'PENDING']);
  });
});
