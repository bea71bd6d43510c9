import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PrismaClient } from '@causeway/orders-db';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import type { FakeVariant } from '../fake-catalog.ts';
import { checkOut, fillCart, placeOrder } from '../shopping.ts';
import { useOrders } from '../use-orders.ts';

describe('checkouts at once', () => {
  const orders = useOrders();

  test('with one key make one order, which all of them get', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    const variant = catalog.sell();
    await fillCart(orders(), customer, [{ variant, quantity: 2 }]);
    const input = { idempotencyKey: randomUUID() };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => checkOut(orders(), customer, input)),
    );
    const ids = outcomes.map(({ __typename, order }) => [__typename, order?.id].join());
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^CheckoutSuccess,.{36}$/);
    expect(await database.order.count({ where: { userId: customer.userId } })).toBe(1);
    const count = await database.purchaseCount.findUnique({ where: { variantId: variant.id } });
    expect(count?.quantity).toBe(2n);
  });

  test('with keys of their own order a cart once', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => checkOut(orders(), customer)),
    );
    const names = outcomes.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'CheckoutSuccess')).toHaveLength(1);
    expect(names.filter((name) => name === 'EmptyCart')).toHaveLength(9);
    expect(await database.order.count({ where: { userId: customer.userId } })).toBe(1);
  });

  test('of many customers for the same variants all succeed, and every piece is counted', async () => {
    const { catalog, database } = orders();
    const variants = Array.from({ length: 6 }, () => catalog.sell());
    const customers = Array.from({ length: 12 }, () => signedIn());
    for (const [index, customer] of customers.entries()) {
      const wanted = index % 2 === 0 ? variants : variants.toReversed();
      await fillCart(
        orders(),
        customer,
        wanted.map((variant) => ({ variant, quantity: 1 })),
      );
    }
    const outcomes = await Promise.all(customers.map((customer) => checkOut(orders(), customer)));
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(
      customers.map(() => 'CheckoutSuccess'),
    );
    const counts = await database.purchaseCount.findMany({
      where: { variantId: { in: variants.map(({ id }) => id) } },
    });
    expect(counts.map(({ quantity }) => quantity)).toEqual(variants.map(() => 12n));
  });

  test('of the same variants in opposite order end without a deadlock', async () => {
    const { catalog, database } = orders();
    const [low, high] = [catalog.sell(), catalog.sell()].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (low === undefined || high === undefined) throw new Error('The catalog sells nothing.');
    await placeOrder(orders(), { variant: low });
    await placeOrder(orders(), { variant: high });
    const upwards = signedIn();
    const downwards = signedIn();
    await fillCart(orders(), upwards, [low, high].map(onePiece));
    await fillCart(orders(), downwards, [high, low].map(onePiece));

    // Both stop at the counter that is held here. Did each lock in the order of its own cart, the
    // first would get that counter and wait for the second, which waits for the first.
    const outcomes = await database.$transaction(async (holder) => {
      await holder.$queryRaw`
        SELECT FROM purchase_count WHERE variant_id = ${high.id}::uuid FOR UPDATE`;
      const first = checkOut(orders(), downwards);
      await waitForLockWaits(holder, 1);
      const second = checkOut(orders(), upwards);
      await waitForLockWaits(holder, 2);
      return [first, second] as const;
    }, PATIENT);
    const names = (await Promise.all(outcomes)).map(({ __typename }) => __typename);
    expect(names).toEqual(['CheckoutSuccess', 'CheckoutSuccess']);
  });

  test('never orders a cart that changed while it was priced', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    const variant = catalog.sell({ priceMinor: 2_000, weightGrams: 500 });
    await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    let additions = 0;
    catalog.beforeAnswer = async () => {
      if (additions > 0) return;
      additions += 1;
      await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    };
    const outcome = await checkOut(orders(), customer);
    // Either priced again with both pieces, or refused with the cart as it is: never one of the two.
    const ordered = await database.orderLine.findMany({
      where: { order: { userId: customer.userId } },
    });
    const inCart = await database.cartLine.findMany({ where: { userId: customer.userId } });
    const pieces = outcome.__typename === 'CheckoutSuccess' ? [ordered, inCart] : [inCart, ordered];
    expect(['CheckoutSuccess', 'CartChanged']).toContain(outcome.__typename);
    expect(pieces[0]?.map(({ quantity }) => quantity)).toEqual([2]);
    expect(pieces[1]).toEqual([]);
  });

  test('gives up on a cart that keeps changing, and leaves it as it is', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    const variant = catalog.sell({ priceMinor: 100 });
    await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    catalog.beforeAnswer = () => fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    expect((await checkOut(orders(), customer)).__typename).toBe('CartChanged');
    expect(await database.order.count({ where: { userId: customer.userId } })).toBe(0);
    const [line] = await database.cartLine.findMany({ where: { userId: customer.userId } });
    expect(line?.quantity).toBeGreaterThan(1);
  });
});

/** On a machine that does other things. */
const PATIENT = { maxWait: 20_000, timeout: 20_000 };

function onePiece(variant: FakeVariant) {
  return { variant, quantity: 1 };
}

/** Returns when so many connections of the service wait for a lock. */
async function waitForLockWaits(database: Pick<PrismaClient, '$queryRaw'>, wanted: number) {
  for (;;) {
    const [row] = await database.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'causeway-orders'
        AND wait_event_type = 'Lock'`;
    if (row !== undefined && row.count >= BigInt(wanted)) return;
    await pause(20);
  }
}
