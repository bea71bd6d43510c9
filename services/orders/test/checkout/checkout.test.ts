import { randomUUID } from 'node:crypto';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { CHECKOUT, checkOut, fillCart } from '../shopping.ts';
import { useOrders } from '../use-orders.ts';

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

describe('Mutation.checkout', () => {
  const orders = useOrders();
  const cartLines = (userId: string) => orders().database.cartLine.count({ where: { userId } });

  test('orders what is in the cart at the prices of the catalog, and empties it', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    const blanket = catalog.sell({ priceMinor: 2_050, weightGrams: 400 });
    const rug = catalog.sell({ priceMinor: 1_000, weightGrams: 900, title: 'Small' });
    await fillCart(orders(), customer, [
      { variant: blanket, quantity: 2 },
      { variant: rug, quantity: 1 },
    ]);
    const { __typename, order } = await checkOut(orders(), customer);
    expect(__typename).toBe('CheckoutSuccess');
    expect(order).toMatchObject({
      number: expect.stringMatching(/^\d{6,}$/),
      status: 'PENDING',
      itemsTotal: eur(5_100),
      // 1.7 kg: the base, and one kilogram more.
      shippingTotal: eur(490 + 120),
      total: eur(5_100 + 490 + 120),
      customer: { id: customer.userId },
      lines: [
        {
          quantity: 2,
          sku: blanket.sku,
          title: expect.stringContaining('Large'),
          unitPrice: eur(2_050),
          lineTotal: eur(4_100),
          variant: { id: blanket.id },
        },
        {
          quantity: 1,
          sku: rug.sku,
          title: expect.stringContaining('Small'),
          unitPrice: eur(1_000),
          lineTotal: eur(1_000),
          variant: { id: rug.id },
        },
      ],
      history: [{ from: null, to: 'PENDING', reason: null }],
    });
    expect(Math.abs(Date.parse(order.placedAt) - Date.now())).toBeLessThan(60_000);
    expect(await cartLines(customer.userId)).toBe(0);
    const lines = await database.orderLine.findMany({ where: { orderId: order.id } });
    expect(lines.map(({ productId }) => productId).sort()).toEqual(
      [blanket.productId, rug.productId].sort(),
    );
  });

  test('writes the event for others and the counts with the order', async () => {
    const { catalog, database } = orders();
    const variant = catalog.sell();
    for (const quantity of [2, 3]) {
      const customer = signedIn();
      await fillCart(orders(), customer, [{ variant, quantity }]);
      const { order } = await checkOut(orders(), customer);
      const events = await database.outbox.findMany({
        where: { partitionKey: `order/${order.id}` },
      });
      expect(events).toMatchObject([
        {
          event: {
            type: 'causeway.orders.order-placed.v1',
            sequence: '1',
            data: { lines: [{ variantId: variant.id, quantity }] },
          },
        },
      ]);
    }
    const count = await database.purchaseCount.findUniqueOrThrow({
      where: { variantId: variant.id },
    });
    expect(count).toMatchObject({ productId: variant.productId, quantity: 5n });
  });

  test('asks the catalog in the name of the service, not of the customer', async () => {
    const { catalog } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    await checkOut(orders(), customer);
    expect(catalog.callers.at(-1)).toEqual({ kind: 'anonymous' });
  });

  test('answers a repetition with the same order, though the cart is empty and the catalog away', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    const input = { idempotencyKey: randomUUID() };
    const first = await checkOut(orders(), customer, input);
    catalog.mood = { kind: 'hanging up' };
    expect(await checkOut(orders(), customer, input)).toEqual(first);
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    expect(await checkOut(orders(), customer, input)).toEqual(first);
    expect(await cartLines(customer.userId)).toBe(1);
    expect(await database.order.count({ where: { userId: customer.userId } })).toBe(1);
  });

  test('refuses a key that belongs to a checkout with another input', async () => {
    const customer = signedIn();
    const variant = orders().catalog.sell({ priceMinor: 2_000, weightGrams: 500 });
    await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
    const idempotencyKey = randomUUID();
    await checkOut(orders(), customer, { idempotencyKey });
    const outcome = await checkOut(orders(), customer, { idempotencyKey, expectedTotal: eur(1) });
    expect(outcome).toEqual({ __typename: 'IdempotencyKeyReused', message: expect.any(String) });
  });

  test('lets two customers use the same key', async () => {
    const variant = orders().catalog.sell();
    const idempotencyKey = randomUUID();
    const ids = new Set<string>();
    for (const customer of [signedIn(), signedIn()]) {
      await fillCart(orders(), customer, [{ variant, quantity: 1 }]);
      ids.add((await checkOut(orders(), customer, { idempotencyKey })).order.id);
    }
    expect(ids.size).toBe(2);
  });

  test('refuses an empty cart, and leaves the key to a later checkout', async () => {
    const customer = signedIn();
    const input = { idempotencyKey: randomUUID() };
    expect((await checkOut(orders(), customer, input)).__typename).toBe('EmptyCart');
    await fillCart(orders(), customer, [{ variant: orders().catalog.sell(), quantity: 1 }]);
    expect((await checkOut(orders(), customer, input)).__typename).toBe('CheckoutSuccess');
  });

  test('names what cannot be bought, and orders nothing', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    const soldOut = catalog.sell({ isAvailable: false });
    const scarce = catalog.sell({ stock: 3 });
    const unknown = { id: randomUUID() };
    await fillCart(orders(), customer, [
      { variant: catalog.sell(), quantity: 1 },
      { variant: soldOut, quantity: 2 },
      { variant: unknown, quantity: 3 },
      { variant: scarce, quantity: 4 },
    ]);
    expect(await checkOut(orders(), customer)).toEqual({
      __typename: 'VariantsUnavailable',
      message: expect.any(String),
      lines: [
        { variantId: soldOut.id, quantity: 2 },
        { variantId: unknown.id, quantity: 3 },
        { variantId: scarce.id, quantity: 4 },
      ],
      shortages: [
        { variantId: soldOut.id, quantity: 2, left: 0 },
        { variantId: unknown.id, quantity: 3, left: 0 },
        { variantId: scarce.id, quantity: 4, left: 3 },
      ],
    });
    expect(await cartLines(customer.userId)).toBe(4);
    expect(await database.order.count({ where: { userId: customer.userId } })).toBe(0);
  });

  test('refuses prices in several currencies', async () => {
    const { catalog } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [
      { variant: catalog.sell({ currency: 'EUR' }), quantity: 1 },
      { variant: catalog.sell({ currency: 'GBP' }), quantity: 1 },
    ]);
    const outcome = await checkOut(orders(), customer);
    expect(outcome.__typename).toBe('MixedCurrencies');
    expect(outcome.currencies.toSorted()).toEqual(['EUR', 'GBP']);
  });

  test('orders only at the total that the customer was told', async () => {
    const customer = signedIn();
    const variant = orders().catalog.sell({ priceMinor: 2_000, weightGrams: 500 });
    await fillCart(orders(), customer, [{ variant, quantity: 2 }]);
    const actual = eur(4_490);
    for (const expected of [eur(4_489), { amountMinor: 4_490, currency: 'USD' }]) {
      expect(await checkOut(orders(), customer, { expectedTotal: expected })).toEqual({
        __typename: 'PriceChanged',
        message: expect.any(String),
        expected,
        actual,
      });
    }
    const { order } = await checkOut(orders(), customer, { expectedTotal: actual });
    expect(order.total).toEqual(actual);
  });

  test('refuses a total that no order can have', async () => {
    const { catalog } = orders();
    const customer = signedIn();
    const variant = catalog.sell({ priceMinor: 2_000_000_000 });
    await fillCart(orders(), customer, [{ variant, quantity: 2 }]);
    expect(await checkOut(orders(), customer)).toMatchObject({
      __typename: 'TotalTooLarge',
      maximumMinor: 2_147_483_647,
    });
  });

  test.each([
    [{ idempotencyKey: 'short' }, [['idempotencyKey']]],
    [{ idempotencyKey: 'x'.repeat(101) }, [['idempotencyKey']]],
    [{ idempotencyKey: 'with spaces in it' }, [['idempotencyKey']]],
    [{ idempotencyKey: 'with\0nul-in-it' }, [['idempotencyKey']]],
    [{ paymentToken: 'with spaces in it' }, [['paymentToken']]],
    [{ paymentToken: 'x'.repeat(201) }, [['paymentToken']]],
    [
      { idempotencyKey: '', expectedTotal: eur(-1) },
      [['idempotencyKey'], ['expectedTotal', 'amountMinor']],
    ],
  ])('refuses %j and names the fields', async (input, paths) => {
    const outcome = await checkOut(orders(), signedIn(), input);
    expect(outcome.__typename).toBe('InvalidInput');
    const found = outcome.fields.map(({ path }: { path: string[] }) => path);
    expect([...new Set(found.map(String))]).toEqual(paths.map(String));
  });

  test('asks clients that give no token for it, and leaves cart and key as they were', async () => {
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: orders().catalog.sell(), quantity: 1 }]);
    const idempotencyKey = randomUUID();
    expect(
      await checkOut(orders(), customer, { idempotencyKey, paymentToken: null }),
    ).toMatchObject({ __typename: 'InvalidInput', fields: [{ path: ['paymentToken'] }] });
    const { __typename } = await checkOut(orders(), customer, { idempotencyKey });
    expect(__typename).toBe('CheckoutSuccess');
  });

  test('needs a signed-in customer', async () => {
    const { body } = await orders().send(CHECKOUT, { input: { idempotencyKey: randomUUID() } });
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
