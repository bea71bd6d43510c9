import { randomUUID } from 'node:crypto';
import { PrismaClient } from '@causeway/catalog-db';
import { createEvent } from '@causeway/event-kit';
import { orderPlaced, paymentAuthorised } from '@causeway/event-kit/contracts';
import { createPostgresAdapter, transactionDeadlines } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WantedLine } from '../../src/reservations/judge-lines.ts';
import { orderHandlers } from '../../src/reservations/order-handlers.ts';
import type { ReservationMessage } from '../../src/reservations/reservation-state.ts';
import {
  createReservationStore,
  reserve,
  settleReservation,
} from '../../src/reservations/reservation-store.ts';
import { insertProduct } from '../sample-rows.ts';

const at = new Date('2026-11-01T12:00:00Z');
const expiresAt = new Date('2026-11-01T12:15:00Z');

describe('reservations', () => {
  const urls = useDatabase('catalog');
  let database: PrismaClient;

  beforeAll(() => {
    database = new PrismaClient({
      adapter: createPostgresAdapter({
        databaseUrl: urls().appUrl,
        schema: 'catalog',
        poolSize: 12,
        applicationName: 'causeway-catalog-test',
      }),
      transactionOptions: transactionDeadlines,
    });
  });
  afterAll(() => database.$disconnect());

  async function stocked(...stocks: readonly number[]): Promise<readonly string[]> {
    const { variants } = await insertProduct(database, {
      variants: stocks.map((stock) => ({ stock })),
    });
    return variants.map(({ id }) => id);
  }

  const hold = (lines: readonly WantedLine[], orderId: string = randomUUID()) =>
    database.$transaction(
      (transaction) => reserve(transaction, { orderId, lines, at, expiresAt }),
      { maxWait: 20_000, timeout: 20_000 },
    );

  const settle = (orderId: string, message: ReservationMessage) =>
    database.$transaction((transaction) =>
      settleReservation(transaction, orderId, { message, at }),
    );

  async function eventsOf(orderId: string) {
    const rows = await database.outbox.findMany({
      where: { partitionKey: `reservation/${orderId}` },
      orderBy: { position: 'asc' },
    });
    return rows.map(({ event }) => event as { type: string; data: unknown });
  }

  async function stockOf(ids: readonly string[]): Promise<readonly (number | undefined)[]> {
    const rows = await database.variant.findMany({ where: { id: { in: [...ids] } } });
    const stocks = new Map(rows.map(({ id, stock }) => [id, stock]));
    return ids.map((id) => stocks.get(id));
  }

  test('hold all lines of an order, which are then no longer for sale', async () => {
    const [cup, plate] = await stocked(5, 3);
    const lines = [
      { variantId: cup as string, quantity: 2 },
      { variantId: plate as string, quantity: 3 },
    ];
    expect(await hold(lines)).toMatchObject({ state: 'HELD', version: 1 });
    expect(await stockOf([cup, plate] as string[])).toEqual([3, 0]);
  });

  test('hold nothing when one line is short, and say which, with what is left', async () => {
    const [cup, plate] = (await stocked(5, 1)) as [string, string];
    const gone = randomUUID();
    const orderId = randomUUID();
    const lines = [
      { variantId: cup, quantity: 2 },
      { variantId: plate, quantity: 2 },
      { variantId: gone, quantity: 1 },
    ];
    expect(await hold(lines, orderId)).toMatchObject({ state: 'SHORT' });
    expect(await eventsOf(orderId)).toMatchObject([
      {
        type: 'causeway.catalog.stock-short.v1',
        data: {
          orderId,
          lines: [
            { variantId: plate, quantity: 2, left: 1 },
            { variantId: gone, quantity: 1, left: 0 },
          ],
        },
      },
    ]);
    expect(await stockOf([cup, plate])).toEqual([5, 1]);
  });

  test('are made once, however often the order is told of at once', async () => {
    const [cup] = (await stocked(10)) as [string];
    const orderId = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => hold([{ variantId: cup, quantity: 1 }], orderId)),
    );
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
    expect(await stockOf([cup])).toEqual([9]);
  });

  test('never hold more than there is, however many orders want it at once', async () => {
    const [cup, plate] = (await stocked(7, 20)) as [string, string];
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const lines = [cup, plate].map((variantId) => ({ variantId, quantity: 1 }));
        // In opposite orders, in which two would wait for each other if each locked in its own.
        return hold(index % 2 === 0 ? lines : lines.toReversed());
      }),
    );
    const states = outcomes.map((outcome) => outcome?.state);
    expect(states.filter((state) => state === 'HELD')).toHaveLength(7);
    expect(states.filter((state) => state === 'SHORT')).toHaveLength(23);
    expect(await stockOf([cup, plate])).toEqual([0, 13]);
  });

  test.each<[ReservationMessage, string, number, readonly string[]]>([
    ['payment-authorised', 'SOLD', 3, ['stock-sold']],
    ['order-ended', 'RELEASED', 5, []],
    ['hold-expired', 'EXPIRED', 5, ['reservation-expired']],
  ])('after %s are %s', async (message, state, left, told) => {
    const [cup] = (await stocked(5)) as [string];
    const orderId = randomUUID();
    await hold([{ variantId: cup, quantity: 2 }], orderId);
    expect(await settle(orderId, message)).toEqual({ orderId, state, version: 2 });
    expect(await settle(orderId, message)).toBeNull();
    expect(await stockOf([cup])).toEqual([left]);
    const types = (await eventsOf(orderId)).map(({ type }) => type);
    expect(types).toEqual(['stock-reserved', ...told].map((what) => `causeway.catalog.${what}.v1`));
  });

  test('of a sold order come back when it is cancelled, once', async () => {
    const [cup] = (await stocked(5)) as [string];
    const orderId = randomUUID();
    await hold([{ variantId: cup, quantity: 2 }], orderId);
    await settle(orderId, 'payment-authorised');
    expect(await settle(orderId, 'order-ended')).toMatchObject({ state: 'RETURNED', version: 3 });
    expect(await settle(orderId, 'order-ended')).toBeNull();
    expect(await stockOf([cup])).toEqual([5]);
  });

  test('of an order that was sent stay taken, whatever is told of it then', async () => {
    const [cup] = (await stocked(5)) as [string];
    const orderId = randomUUID();
    await hold([{ variantId: cup, quantity: 2 }], orderId);
    await settle(orderId, 'payment-authorised');
    expect(await settle(orderId, 'order-fulfilled')).toMatchObject({ state: 'SENT', version: 3 });
    expect(await settle(orderId, 'order-ended')).toBeNull();
    expect(await stockOf([cup])).toEqual([3]);
  });

  test('of an order from before there were any are not missed when it is sent', async () => {
    expect(await settle(randomUUID(), 'order-fulfilled')).toBeNull();
  });

  test('are forgotten when they are over for long, and no others', async () => {
    const [cup] = (await stocked(10)) as [string];
    const over: Record<string, readonly ReservationMessage[]> = {
      HELD: [],
      SOLD: ['payment-authorised'],
      SENT: ['payment-authorised', 'order-fulfilled'],
      RETURNED: ['payment-authorised', 'order-ended'],
      RELEASED: ['order-ended'],
    };
    const ids: string[] = [];
    for (const messages of Object.values(over)) {
      const orderId = randomUUID();
      ids.push(orderId);
      await hold([{ variantId: cup, quantity: 1 }], orderId);
      for (const message of messages) await settle(orderId, message);
    }
    const { forgetFinished } = createReservationStore(database);
    const left = async () => {
      const rows = await database.reservation.findMany({ where: { orderId: { in: ids } } });
      return rows.map(({ state }) => state).sort();
    };
    expect(await forgetFinished(at)).toBe(true);
    expect(await left()).toHaveLength(ids.length);
    expect(await forgetFinished(new Date(at.getTime() + 1))).toBe(true);
    expect(await left()).toEqual(['HELD', 'SOLD']);
    expect(await stockOf([cup])).toEqual([7]);
  });

  test('are not made for an order so old that it may have been forgotten', async () => {
    const [cup] = (await stocked(5)) as [string];
    const believedMs = 14 * 86_400_000;
    const handlers = orderHandlers({ holdMs: 900_000, believedMs, now: () => at });
    const orderId = randomUUID();
    const data = {
      ...{ orderId, number: '1', userId: randomUUID(), status: 'PENDING' as const },
      ...{ currency: 'EUR', itemsTotalMinor: 2, shippingTotalMinor: 0, totalMinor: 2 },
      lines: [
        { variantId: cup, productId: randomUUID(), sku: 'CUP', quantity: 2, unitPriceMinor: 1 },
      ],
    };
    /** Tells of the order, and that it is paid, as it was told so long ago. */
    const tell = async (agoMs: number) => {
      const facts = { subject: orderId, sequence: 1, time: new Date(at.getTime() - agoMs), data };
      for (const event of [
        createEvent(orderPlaced, facts),
        createEvent(paymentAuthorised, facts),
      ]) {
        const handler = handlers.find(({ contract }) => contract.type === event.type);
        if (handler === undefined) throw new Error(`Nobody handles ${event.type}.`);
        await database.$transaction((transaction) => handler.reaction.apply(event, transaction));
      }
    };
    await tell(believedMs + 1);
    expect(await stockOf([cup])).toEqual([5]);
    expect(await database.reservation.count({ where: { orderId } })).toBe(0);
    await tell(believedMs);
    expect(await stockOf([cup])).toEqual([3]);
  });

  test('of an order that ended before the catalog heard of it hold nothing, ever', async () => {
    const [cup] = (await stocked(5)) as [string];
    const orderId = randomUUID();
    expect(await settle(orderId, 'order-ended')).toMatchObject({ state: 'RELEASED' });
    expect(await hold([{ variantId: cup, quantity: 2 }], orderId)).toBeNull();
    expect(await stockOf([cup])).toEqual([5]);
  });

  test('a payment for nothing is refused, since nobody was told to pay', async () => {
    await expect(settle(randomUUID(), 'payment-authorised')).rejects.toThrow(/No reservation/);
  });

  test('expire once, whoever finds out, and only when their time is up', async () => {
    const [cup] = (await stocked(5)) as [string];
    await hold([{ variantId: cup, quantity: 2 }]);
    const { expireNext } = createReservationStore(database);
    expect(await expireNext(new Date(expiresAt.getTime() - 1))).toBe(false);
    await Promise.all(Array.from({ length: 4 }, () => expireNext(expiresAt)));
    while (await expireNext(expiresAt));
    expect(await stockOf([cup])).toEqual([5]);
    expect(await database.reservation.count({ where: { state: 'HELD' } })).toBe(0);
  });

  test('sold and expired at once are one of the two, and the stock fits', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [cup] = (await stocked(5)) as [string];
      const orderId = randomUUID();
      await hold([{ variantId: cup, quantity: 2 }], orderId);
      const moved = await Promise.all([
        settle(orderId, 'payment-authorised'),
        settle(orderId, 'hold-expired'),
      ]);
      const states = moved.flatMap((reservation) => reservation?.state ?? []);
      expect(states).toHaveLength(1);
      expect(await stockOf([cup])).toEqual([states[0] === 'SOLD' ? 3 : 5]);
    }
  });
});
