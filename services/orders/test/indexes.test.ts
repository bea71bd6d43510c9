import { seedId, seedVariants } from '@causeway/database';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCartStore } from '../src/cart/cart-store.ts';
import { createCheckoutStore } from '../src/checkout/checkout-store.ts';
import type { OrderFilter } from '../src/orders/order-filter.ts';
import { createOrderListStore } from '../src/orders/order-list-store.ts';
import { createOrderStore } from '../src/orders/order-store.ts';
import { createPurchaseCountStore } from '../src/purchase-counts/purchase-count-store.ts';
import { type ExplainingClient, openExplainingClient } from './explain.ts';

const open: OrderFilter = { status: null, userId: null, placedAfter: null, placedBefore: null };
const position = { placedAt: new Date('2026-03-01T00:00:00Z'), id: seedId('order', 150_000) };
const userIds = Array.from({ length: 50 }, (_, index) => seedId('user', index));
const orderIds = Array.from({ length: 50 }, (_, index) => seedId('order', index * 4_000));
const userId = seedId('user', 0);

/** Each statement of the stores, and the indexes that docs/indexes.md says it uses, and no others. */
describe('on 200,000 orders', () => {
  const urls = useDatabase('orders', { seed: 'large' });
  let explaining: ExplainingClient;

  beforeAll(() => {
    explaining = openExplainingClient(urls().appUrl);
  });
  afterAll(() => explaining.client.$disconnect());

  async function indexesOf(run: () => Promise<unknown>): Promise<readonly string[]> {
    const plans = await explaining.plansOf(run);
    expect(plans).not.toContain('Seq Scan');
    const names = plans.matchAll(/Index (?:Only )?Scan (?:Backward )?(?:using|on) (\w+)/g);
    return [...new Set(Array.from(names, ([, name]) => name as string))].sort();
  }

  /** Reading the index in the order of the list is what makes a page cost a page. */
  async function expectNoSort(run: () => Promise<unknown>): Promise<void> {
    expect(await explaining.plansOf(run)).not.toMatch(/Sort/);
  }

  const lists: [string, Partial<OrderFilter>, string][] = [
    ['all orders', {}, 'customer_order_newest'],
    ['orders of a status', { status: 'PENDING' }, 'customer_order_by_status'],
    // Nine in ten orders have it: to skip the others is as good as another index.
    ['orders of the usual status', { status: 'FULFILLED' }, 'customer_order_newest'],
    ['orders of a customer', { userId }, 'customer_order_of_user'],
    ['orders of a customer and status', { userId, status: 'FULFILLED' }, 'customer_order_of_user'],
    [
      'orders of a time',
      { placedAfter: new Date('2025-06-01'), placedBefore: new Date('2025-07-01') },
      'customer_order_newest',
    ],
    [
      'orders of a status and time',
      {
        status: 'CANCELLED',
        placedAfter: new Date('2025-06-01'),
        placedBefore: new Date('2025-07-01'),
      },
      'customer_order_by_status',
    ],
  ];

  test.each(lists)(
    'the list of %s comes from one index, in its order',
    async (_what, filter, index) => {
      const store = createOrderListStore(explaining.client);
      for (const after of [null, position]) {
        const run = () =>
          store.list({ filter: { ...open, ...filter }, position: after, limit: 21 });
        expect(await indexesOf(run)).toEqual([index]);
        await expectNoSort(run);
      }
    },
  );

  test.each([null, position])('the lists of many customers come from one index', async (after) => {
    const store = createOrderListStore(explaining.client);
    const stretch = { filter: { status: null }, position: after, limit: 11 };
    expect(await indexesOf(() => store.listOfUsers(stretch, userIds))).toEqual([
      'customer_order_of_user',
    ]);
  });

  test('orders, their lines and their history are found by primary key', async () => {
    const store = createOrderStore(explaining.client);
    expect(await indexesOf(() => store.findByIds(orderIds))).toEqual(['customer_order_pkey']);
    expect(await indexesOf(() => store.findLines(orderIds))).toEqual(['order_line_pkey']);
    expect(await indexesOf(() => store.findTransitions(orderIds))).toEqual([
      'order_transition_pkey',
    ]);
  });

  test('purchase counts are found by variant and by product', async () => {
    const store = createPurchaseCountStore(explaining.client);
    const products = Array.from({ length: 40 }, (_, index) => index * 700);
    const variantIds = products.flatMap((index) => seedVariants(index).map(({ id }) => id));
    const productIds = products.map((index) => seedId('product', index));
    expect(await indexesOf(() => store.countOfVariants(variantIds))).toEqual([
      'purchase_count_pkey',
    ]);
    expect(await indexesOf(() => store.countOfProducts(productIds))).toEqual([
      'purchase_count_of_product',
    ]);
  });

  test('a cart and an idempotency key are found by primary key', async () => {
    const cart = createCartStore(explaining.client);
    expect(await indexesOf(() => cart.findLines(userId))).toEqual(['cart_line_pkey']);
    const checkout = createCheckoutStore(explaining.client);
    expect(await indexesOf(() => checkout.findBindingOrLines(userId, 'sample-123456'))).toEqual([
      'cart_line_pkey',
      'idempotency_key_pkey',
    ]);
  });
});
