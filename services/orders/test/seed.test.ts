import { seedId, seedVariants, seedWorld } from '@causeway/database';
import { PrismaClient } from '@causeway/orders-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe('the sample orders', () => {
  const urls = useDatabase('orders', { seed: 'small' });
  let database: PrismaClient;

  beforeAll(() => {
    const adapter = createPostgresAdapter({
      databaseUrl: urls().appUrl,
      schema: 'orders',
      poolSize: 2,
      applicationName: 'causeway-orders-test',
    });
    database = new PrismaClient({ adapter });
  });
  afterAll(() => database.$disconnect());

  test('are as many as every seed agrees on, numbered in the order they were placed', async () => {
    const orders = await database.order.findMany({ orderBy: { number: 'asc' } });
    expect(orders).toHaveLength(seedWorld('small').orders);
    const placedMs = orders.map(({ placedAt }) => placedAt.getTime());
    expect(placedMs).toEqual([...placedMs].sort((a, b) => a - b));
    expect(placedMs.at(0)).toBeGreaterThanOrEqual(Date.parse('2024-11-01T00:00:00Z'));
    expect(placedMs.at(-1)).toBeLessThan(Date.parse('2026-11-01T00:00:00Z'));
  });

  test('leave the next number to the next order', async () => {
    const last = await database.order.findFirstOrThrow({ orderBy: { number: 'desc' } });
    const [next] = await database.$queryRaw<{ number: bigint }[]>`
      SELECT nextval('customer_order_number_seq') AS number`;
    expect(next?.number).toBe(last.number + 1n);
  });

  test('give the sample customer a second page of ten, and something in the cart', async () => {
    const userId = seedId('user', 0);
    expect(await database.order.count({ where: { userId } })).toBeGreaterThanOrEqual(15);
    expect(await database.cartLine.count({ where: { userId } })).toBeGreaterThan(0);
  });

  test('are in every status that lasts, each reached by its transitions', async () => {
    const orders = await database.order.findMany({
      include: { transitions: { orderBy: { version: 'asc' } } },
    });
    // None is PENDING, which an order is for moments only.
    expect(new Set(orders.map(({ status }) => status)).size).toBe(4);
    for (const { status, version, updatedAt, transitions } of orders) {
      expect(transitions.at(-1)?.version).toBeLessThanOrEqual(version);
      expect(transitions.map(({ from }) => from)).toEqual([
        null,
        ...transitions.slice(0, -1).map(({ to }) => to),
      ]);
      expect(transitions.at(-1)).toMatchObject({ to: status, at: updatedAt });
    }
  });

  test('cost what their lines and shipping cost, and name variants of the catalog', async () => {
    const orders = await database.order.findMany({ include: { lines: true } });
    const catalog = new Map(
      Array.from({ length: seedWorld('small').products }, (_, index) =>
        seedVariants(index).map((variant) => [variant.id, { ...variant, index }] as const),
      ).flat(),
    );
    for (const { lines, itemsTotalMinor } of orders) {
      expect(lines.length).toBeGreaterThan(0);
      const costs = lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor);
      expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(itemsTotalMinor);
      for (const line of lines) {
        const variant = catalog.get(line.variantId);
        expect(line.sku).toBe(variant?.sku);
        expect(line.productId).toBe(seedId('product', variant?.index ?? -1));
      }
    }
  });

  test('are counted per variant as a look at each line counts them', async () => {
    const counted = await database.$queryRaw`
      SELECT variant_id, product_id, sum(quantity)::bigint AS quantity
      FROM order_line JOIN customer_order o ON o.id = order_id
      WHERE o.status NOT IN ('REJECTED', 'CANCELLED')
      GROUP BY variant_id, product_id ORDER BY variant_id`;
    const kept = await database.$queryRaw`
      SELECT variant_id, product_id, quantity FROM purchase_count ORDER BY variant_id`;
    expect(kept).toEqual(counted);
  });
});
