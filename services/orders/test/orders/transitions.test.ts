import { randomUUID } from 'node:crypto';
import type { Principal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { authoriseOrder, confirmOrder, placeOrder, stageOf } from '../shopping.ts';
import { useOrders, warehouse } from '../use-orders.ts';

const MUTATIONS = {
  cancelOrder: ['CancelOrderInput', 'CancelOrderSuccess'],
  fulfilOrder: ['FulfilOrderInput', 'FulfilOrderSuccess'],
  rejectOrder: ['RejectOrderInput', 'RejectOrderSuccess'],
} as const;
type Name = keyof typeof MUTATIONS;
const NAMES = Object.keys(MUTATIONS) as Name[];

function documentOf(name: Name): string {
  const [input, success] = MUTATIONS[name];
  return `mutation ($input: ${input}!) { ${name}(input: $input) {
    __typename
    ... on Failure { message }
    ... on ${success} { order { id status history { from to reason } } }
    ... on InvalidInput { fields { path message } }
    ... on OrderNotFound { orderId }
    ... on TransitionNotAllowed { from to }
  } }`;
}

/** A service account, which calls on its own behalf. */
const program = (...scopes: string[]): Principal => ({
  kind: 'service',
  clientId: 'warehouse-robot',
  scopes: new Set(scopes),
});

const STATUSES = ['PENDING', 'CONFIRMED', 'FULFILLED', 'REJECTED', 'CANCELLED'] as const;
type Status = (typeof STATUSES)[number];

const targets: Record<Name, Status> = {
  cancelOrder: 'CANCELLED',
  fulfilOrder: 'FULFILLED',
  rejectOrder: 'REJECTED',
};

const allowed = new Set([
  'PENDING rejectOrder',
  'PENDING cancelOrder',
  'CONFIRMED fulfilOrder',
  'CONFIRMED cancelOrder',
]);

describe('transitions of orders', () => {
  const orders = useOrders();

  function inputOf(name: Name, orderId: string) {
    return name === 'rejectOrder' ? { orderId, reason: 'Out of wool.' } : { orderId };
  }

  async function move(name: Name, orderId: string, principal: Principal = warehouse) {
    const input = inputOf(name, orderId);
    const data = await orders().read(documentOf(name), { input }, principal);
    return data[name];
  }

  async function orderIn(status: Status) {
    const placed = await placeOrder(orders());
    const { id } = placed.order;
    if (status === 'CONFIRMED' || status === 'FULFILLED') await confirmOrder(orders(), id);
    if (status === 'FULFILLED') await move('fulfilOrder', id);
    if (status === 'REJECTED') await move('rejectOrder', id);
    if (status === 'CANCELLED') await move('cancelOrder', id);
    return placed;
  }

  const pairs = STATUSES.flatMap((status) => NAMES.map((name) => [status, name] as const));

  test.each(pairs.filter((pair) => allowed.has(pair.join(' '))))(
    'an order that is %s takes %s, with its audit and its event',
    async (status, name) => {
      const { database } = orders();
      const { order } = await orderIn(status);
      const before = await database.order.findUniqueOrThrow({ where: { id: order.id } });
      const outcome = await move(name, order.id);
      expect(outcome.__typename).toBe(MUTATIONS[name][1]);
      expect(outcome.order.status).toBe(targets[name]);
      expect(outcome.order.history.at(-1)).toEqual({
        from: status,
        to: targets[name],
        reason: name === 'rejectOrder' ? 'Out of wool.' : null,
      });
      const audit = await database.orderTransition.findUniqueOrThrow({
        where: { orderId_version: { orderId: order.id, version: before.version + 1 } },
      });
      expect(audit).toMatchObject({ from: status, to: targets[name], by: warehouse.userId });
      const events = await database.outbox.findMany({
        where: { partitionKey: `order/${order.id}` },
        orderBy: { position: 'desc' },
        take: 1,
      });
      expect(events[0]?.event).toMatchObject({
        sequence: String(before.version + 1),
        data: { status: targets[name], from: status },
      });
    },
  );

  test.each(pairs.filter((pair) => !allowed.has(pair.join(' '))))(
    'an order that is %s refuses %s, and nothing is written',
    async (status, name) => {
      const { database } = orders();
      const { order } = await orderIn(status);
      const rows = () =>
        Promise.all([
          database.order.findUnique({ where: { id: order.id } }),
          database.orderTransition.count({ where: { orderId: order.id } }),
          database.outbox.count({ where: { partitionKey: `order/${order.id}` } }),
        ]);
      const before = await rows();
      expect(await move(name, order.id)).toEqual({
        __typename: 'TransitionNotAllowed',
        message: expect.any(String),
        from: status,
        to: targets[name],
      });
      expect(await rows()).toEqual(before);
    },
  );

  test('of rejecting and cancelling at once, exactly one wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { order, customer } = await placeOrder(orders());
      const [rejected, cancelled] = await Promise.all([
        move('rejectOrder', order.id),
        move('cancelOrder', order.id, customer),
      ]);
      const names = [rejected.__typename, cancelled.__typename];
      expect(names.filter((name) => name === 'TransitionNotAllowed')).toHaveLength(1);
      const history = await orders().database.orderTransition.count({
        where: { orderId: order.id },
      });
      expect(history).toBe(2);
    }
  });

  test('a sale that comes while the order is cancelled does not bring it back', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { order, customer } = await placeOrder(orders());
      await authoriseOrder(orders(), order.id);
      const [cancelled] = await Promise.all([
        move('cancelOrder', order.id, customer),
        orders().tellOf(order.id, { kind: 'sold' }),
      ]);
      expect(cancelled.__typename).toBe('CancelOrderSuccess');
      // The money goes back whichever came first.
      await expect
        .poll(() => stageOf(orders(), order.id))
        .toMatch(/^CANCELLED, (VOIDED|REFUNDED)$/);
    }
  });

  test('what is not paid is not sent', async () => {
    const { order } = await placeOrder(orders(), { paymentToken: 'tok_approved' });
    await orders().database.order.update({
      where: { id: order.id },
      data: { status: 'CONFIRMED', payment: 'CAPTURING' },
    });
    expect(await move('fulfilOrder', order.id)).toEqual({
      __typename: 'PaymentOutstanding',
      message: expect.any(String),
    });
  });

  test('what is rejected or cancelled no longer counts as ordered', async () => {
    const { catalog, database } = orders();
    const variant = catalog.sell();
    const countOf = async () =>
      (await database.purchaseCount.findUnique({ where: { variantId: variant.id } }))?.quantity;
    const placed = [];
    for (const quantity of [1, 2, 4])
      placed.push(await placeOrder(orders(), { variant, quantity }));
    expect(await countOf()).toBe(7n);
    await move('cancelOrder', placed[0]?.order.id, placed[0]?.customer);
    expect(await countOf()).toBe(6n);
    await move('rejectOrder', placed[1]?.order.id);
    expect(await countOf()).toBe(4n);
    await confirmOrder(orders(), placed[2]?.order.id);
    await move('fulfilOrder', placed[2]?.order.id);
    expect(await countOf()).toBe(4n);
  });

  test('customers cancel their own orders, and may say why', async () => {
    const { order, customer } = await placeOrder(orders());
    const input = { orderId: order.id, reason: 'Found it cheaper.' };
    const { cancelOrder } = await orders().read(documentOf('cancelOrder'), { input }, customer);
    expect(cancelOrder.order.history.at(-1)).toEqual({
      from: 'PENDING',
      to: 'CANCELLED',
      reason: 'Found it cheaper.',
    });
  });

  test("another's order is answered like an unknown one", async () => {
    const { order } = await placeOrder(orders());
    for (const orderId of [order.id, randomUUID()]) {
      expect(await move('cancelOrder', orderId, signedIn())).toEqual({
        __typename: 'OrderNotFound',
        message: expect.any(String),
        orderId,
      });
    }
    const { status } = await orders().database.order.findUniqueOrThrow({ where: { id: order.id } });
    expect(status).toBe('PENDING');
  });

  test("who may see another's order, but not write it, is told so", async () => {
    const { order } = await placeOrder(orders());
    const support = signedIn({ scopes: ['orders:read'] });
    const input = { orderId: order.id };
    const { body } = await orders().send(documentOf('cancelOrder'), { input }, support);
    expect(body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test.each([...allowed].map((pair) => pair.split(' ') as [Status, Name]))(
    'an order that is %s takes %s from a program that may write orders, audited as the program',
    async (status, name) => {
      const { order } = await orderIn(status);
      const outcome = await move(name, order.id, program('orders:read', 'orders:write'));
      expect(outcome.__typename).toBe(MUTATIONS[name][1]);
      const [audit] = await orders().database.orderTransition.findMany({
        where: { orderId: order.id },
        orderBy: { version: 'desc' },
        take: 1,
      });
      expect(audit).toMatchObject({ to: targets[name], by: null, byProgram: 'warehouse-robot' });
    },
  );

  test.each(NAMES)('%s is not for a program without the scope', async (name) => {
    const { order } = await placeOrder(orders());
    const input = inputOf(name, order.id);
    const { body } = await orders().send(documentOf(name), { input }, program('orders:read'));
    expect(body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await stageOf(orders(), order.id)).toBe('PENDING, NOT_ASKED');
  });

  test.each(NAMES)('%s finds no order where there is none', async (name) => {
    const orderId = randomUUID();
    expect(await move(name, orderId)).toMatchObject({ __typename: 'OrderNotFound', orderId });
  });

  test.each(NAMES)('%s refuses what cannot be an id, and names the field', async (name) => {
    expect(await move(name, 'nonsense')).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['orderId'] }],
    });
  });

  test.each(['fulfilOrder', 'rejectOrder'] as const)(
    '%s is for those who may write orders, not for the customer',
    async (name) => {
      const { order, customer } = await placeOrder(orders());
      const input = inputOf(name, order.id);
      for (const principal of [customer, signedIn({ scopes: ['orders:read'] })]) {
        const { body } = await orders().send(documentOf(name), { input }, principal);
        expect(body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      }
    },
  );

  test.each(NAMES)('%s needs a signed-in caller', async (name) => {
    const { body } = await orders().send(documentOf(name), { input: inputOf(name, randomUUID()) });
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test.each(['', '   ', 'x'.repeat(501), 'nul\0'])('refuses the reason %j', async (reason) => {
    const { order } = await placeOrder(orders());
    const input = { orderId: order.id, reason };
    const { rejectOrder } = await orders().read(documentOf('rejectOrder'), { input }, warehouse);
    expect(rejectOrder).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['reason'] }],
    });
  });
});
