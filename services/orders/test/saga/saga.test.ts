import { describe, expect, test } from 'vitest';
import type { CatalogEvent } from '../catalog-events.ts';
import { authoriseOrder, confirmOrder, placeOrder, stageOf } from '../shopping.ts';
import { useOrders, warehouse } from '../use-orders.ts';

const ORDER = `query ($id: ID!) { order(id: $id) {
  status
  payment { state amount { amountMinor currency } }
  rejection {
    __typename message
    ... on StockShort { lines { variantId quantity left } }
    ... on PaymentDeclined { code }
  }
  history { from to reason }
} }`;
const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { __typename }
}`;

const reserved: CatalogEvent = { kind: 'reserved' };
const sold: CatalogEvent = { kind: 'sold' };

describe('an order that was placed', () => {
  const orders = useOrders();

  const read = async (id: string) => (await orders().read(ORDER, { id }, warehouse)).order;
  const becomes = (id: string, stage: string | RegExp) =>
    expect.poll(() => stageOf(orders(), id)).toMatch(stage);
  const place = async (paymentToken: string) =>
    (await placeOrder(orders(), { paymentToken })).order.id as string;
  const moneyOf = async (key: string) =>
    (await orders().database.sandboxPayment.findUnique({ where: { key } }))?.state;

  test('is confirmed when its stock is sold and its payment authorised, and then captured', async () => {
    const id = await place('tok_approved');
    expect(await read(id)).toMatchObject({ status: 'PENDING', payment: { state: 'NOT_ASKED' } });
    await authoriseOrder(orders(), id);
    await orders().tellOf(id, sold);
    await becomes(id, 'CONFIRMED, CAPTURED');
    const { order } = await orders().read(ORDER, { id }, warehouse);
    expect(order).toMatchObject({
      payment: { state: 'CAPTURED', amount: { amountMinor: 2_490, currency: 'EUR' } },
      rejection: null,
      history: [
        { from: null, to: 'PENDING' },
        { from: 'PENDING', to: 'CONFIRMED' },
      ],
    });
    expect(await moneyOf(id)).toBe('CAPTURED');
  });

  test('is refused when there is too little, with what was left, and nothing is asked of the provider', async () => {
    const { order, variant } = await placeOrder(orders(), { quantity: 3 });
    const lines = [{ variantId: variant.id, quantity: 3, left: 1 }];
    await orders().tellOf(order.id, { kind: 'short', lines });
    await becomes(order.id, 'REJECTED, NOT_ASKED');
    expect((await read(order.id)).rejection).toMatchObject({ __typename: 'StockShort', lines });
    expect(await moneyOf(order.id)).toBeUndefined();
  });

  test('is refused when its payment is declined, and says so to the catalog', async () => {
    const id = await place('tok_insufficient_funds');
    await orders().tellOf(id, reserved);
    await becomes(id, 'REJECTED, DECLINED');
    expect(await read(id)).toMatchObject({
      rejection: { __typename: 'PaymentDeclined', code: 'insufficient_funds' },
      history: [{ to: 'PENDING' }, { to: 'REJECTED', reason: 'The payment was declined.' }],
    });
    const events = await orders().database.outbox.findMany({
      where: { partitionKey: `order/${id}` },
      orderBy: { position: 'asc' },
    });
    expect(events.map(({ event }) => (event as { type: string }).type)).toEqual([
      'causeway.orders.order-placed.v1',
      'causeway.orders.order-rejected.v1',
    ]);
  });

  test.each(['tok_answer_lost', 'tok_late_callback', 'tok_double_callback', 'tok_no_callback'])(
    'is authorised once with %s',
    async (token) => {
      const id = await place(token);
      await authoriseOrder(orders(), id);
      const { database } = orders();
      const events = await database.outbox.findMany({ where: { partitionKey: `order/${id}` } });
      const types = events.map(({ event }) => (event as { type: string }).type);
      expect(types.filter((type) => type.includes('payment-authorised'))).toHaveLength(1);
    },
  );

  test('is cancelled, and its stock given back, when its capture is refused for good', async () => {
    const id = await place('tok_capture_refused');
    await authoriseOrder(orders(), id);
    await orders().tellOf(id, sold);
    await becomes(id, 'CANCELLED, DECLINED');
    expect((await read(id)).history.at(-1)).toEqual({
      from: 'CONFIRMED',
      to: 'CANCELLED',
      reason: 'The payment could not be captured.',
    });
  });

  test.each([
    ['before it is authorised', 'tok_late_callback'],
    ['after it was authorised', 'tok_approved'],
  ])('is refused when its hold expires %s, and its money let go', async (_when, token) => {
    const id = await place(token);
    await orders().tellOf(id, reserved);
    // The callback of the first may come before the expiry: the outcome is the same.
    await becomes(id, token === 'tok_approved' ? 'PENDING, AUTHORISED' : /^PENDING, AUTHORIS/);
    await orders().tellOf(id, { kind: 'expired' });
    await becomes(id, 'REJECTED, VOIDED');
    expect((await read(id)).rejection.__typename).toBe('ReservationExpired');
    expect(await moneyOf(id)).toBe('VOIDED');
  });

  test.each(['tok_late_callback', 'tok_answer_lost', 'tok_approved'])(
    'cancelled while %s is authorised, holds no money in the end',
    async (token) => {
      const { order, customer } = await placeOrder(orders(), { paymentToken: token });
      await orders().tellOf(order.id, reserved);
      await becomes(order.id, /AUTHORIS/);
      await orders().read(CANCEL, { input: { orderId: order.id } }, customer);
      await becomes(order.id, 'CANCELLED, VOIDED');
      expect(await moneyOf(order.id)).toBe('VOIDED');
    },
  );

  test('cancelled after it was paid, is refunded', async () => {
    const { order, customer } = await placeOrder(orders());
    await authoriseOrder(orders(), order.id);
    await orders().tellOf(order.id, sold);
    await becomes(order.id, 'CONFIRMED, CAPTURED');
    await orders().read(CANCEL, { input: { orderId: order.id } }, customer);
    await becomes(order.id, 'CANCELLED, REFUNDED');
    expect(await moneyOf(order.id)).toBe('REFUNDED');
  });

  test('does not keep the token longer than it is of use', async () => {
    const id = await place('tok_approved');
    const tokenOf = async (orderId: string) =>
      (await orders().database.paymentAsk.findUnique({ where: { orderId } }))?.token;
    expect(await tokenOf(id)).toBe('tok_approved');
    await authoriseOrder(orders(), id);
    expect(await tokenOf(id)).toBeUndefined();
    const refused = await place('tok_approved');
    await orders().tellOf(refused, { kind: 'short', lines: [] });
    await becomes(refused, 'REJECTED, NOT_ASKED');
    expect(await tokenOf(refused)).toBeUndefined();
  });

  test('leaves nothing to ask, however it ends', async () => {
    const sent = await place('tok_approved');
    await confirmOrder(orders(), sent);
    const refused = await place('tok_declined');
    await orders().tellOf(refused, reserved);
    await becomes(refused, 'REJECTED, DECLINED');
    const where = { orderId: { in: [sent, refused] } };
    expect(await orders().database.paymentAsk.findMany({ where })).toEqual([]);
  });

  test('is ended when it has had no outcome for a day, and does not come back', async () => {
    const { database } = orders();
    const id = await place('tok_approved');
    const young = await place('tok_approved');
    const placedAt = new Date(Date.now() - 86_401_000);
    await database.order.update({ where: { id }, data: { placedAt } });
    await becomes(id, 'REJECTED, NOT_ASKED');
    expect(await read(id)).toMatchObject({
      rejection: { __typename: 'CheckoutTimedOut' },
      history: [{ to: 'PENDING' }, { from: 'PENDING', to: 'REJECTED' }],
    });
    const events = await database.outbox.findMany({
      where: { partitionKey: `order/${id}` },
      orderBy: { position: 'asc' },
    });
    expect(JSON.stringify(events.at(-1)?.event)).toContain('causeway.orders.order-rejected.v1');
    for (const what of [reserved, sold]) await orders().tellOf(id, what);
    await authoriseOrder(orders(), young);
    expect(await stageOf(orders(), id)).toBe('REJECTED, NOT_ASKED');
    expect(await moneyOf(id)).toBeUndefined();
  });

  test('is ended, and its money let go, when it is overdue after it was authorised', async () => {
    const id = await place('tok_approved');
    await authoriseOrder(orders(), id);
    const placedAt = new Date(Date.now() - 86_401_000);
    await orders().database.order.update({ where: { id }, data: { placedAt } });
    await becomes(id, 'REJECTED, VOIDED');
    expect((await read(id)).rejection.__typename).toBe('CheckoutTimedOut');
    expect(await moneyOf(id)).toBe('VOIDED');
  });

  test('from before there were payments ends in the same way, since nothing can pay it', async () => {
    const id = await place('tok_approved');
    await orders().database.paymentAsk.delete({ where: { orderId: id } });
    await orders().tellOf(id, reserved);
    await becomes(id, 'REJECTED, VOIDED');
    expect((await read(id)).rejection.__typename).toBe('CheckoutTimedOut');
    expect(await moneyOf(id)).toBe('VOIDED');
  });

  test('is not moved by what is told twice', async () => {
    const id = await place('tok_approved');
    await authoriseOrder(orders(), id);
    for (const what of [reserved, sold, reserved, sold]) await orders().tellOf(id, what);
    await becomes(id, 'CONFIRMED, CAPTURED');
    await expect
      .poll(() => orders().database.inbox.count({ where: { consumer: 'orders.saga' } }))
      .toBeGreaterThan(0);
    const { version } = await orders().database.order.findUniqueOrThrow({ where: { id } });
    expect(version).toBe(5);
  });
});
