import { seedId, seedVariants } from '@causeway/database';
import { PrismaClient } from '@causeway/orders-db';
import {
  explainStatements,
  readDocumentedQueries,
  readDocumentedSection,
  type StatementPlan,
  useDatabase,
} from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCartStore } from '../src/cart/cart-store.ts';
import { createCheckoutStore } from '../src/checkout/checkout-store.ts';
import type { PricedCart } from '../src/checkout/price-cart.ts';
import { createTransitionStore } from '../src/life-cycle/transition-store.ts';
import type { OrderFilter } from '../src/orders/order-filter.ts';
import { createOrderListStore } from '../src/orders/order-list-store.ts';
import { createOrderStore } from '../src/orders/order-store.ts';
import { createPaymentAskStore } from '../src/payment/payment-ask-store.ts';
import { createSandboxStore } from '../src/payment/sandbox/sandbox-store.ts';
import { createPurchaseCountStore } from '../src/purchase-counts/purchase-count-store.ts';

const documented = readDocumentedQueries('orders');
const lists = documented.filter(({ query }) => query.startsWith('orderLists.list '));

describe('docs/indexes.md, on 200,000 orders', () => {
  const urls = useDatabase('orders', { seed: 'large' });
  const plans: StatementPlan[] = [];
  let client: PrismaClient;
  let queries: Record<string, () => Promise<unknown>>;

  beforeAll(async () => {
    client = new PrismaClient({
      adapter: explainStatements({ databaseUrl: urls().appUrl, schema: 'orders' }, (plan) =>
        plans.push(plan),
      ),
    });
    // There are as many as orders under way, and PostgreSQL reads a small table whole.
    await client.$executeRaw`
      INSERT INTO payment_ask (order_id, due_at) SELECT id, '2027-01-01'::timestamptz FROM customer_order
      ON CONFLICT (order_id) DO UPDATE SET due_at = excluded.due_at`;
    queries = await ordersQueries(client);
  });
  afterAll(() => client.$disconnect());

  async function plansOf(query: string): Promise<readonly StatementPlan[]> {
    plans.length = 0;
    await queries[query]?.();
    return [...plans];
  }

  test('names every query of every store, and no other', () => {
    expect(documented.map(({ query }) => query)).toEqual(Object.keys(queries));
  });

  test.each(documented)(
    '$query is served by $indexes, and nothing else',
    async ({ query, indexes }) => {
      const found = await plansOf(query);
      expect(found).not.toEqual([]);
      expect(found.flatMap(({ readWhole }) => readWhole)).toEqual([]);
      const used = new Set(found.flatMap((plan) => plan.indexes));
      expect([...used].sort()).toEqual(indexes.toSorted());
    },
  );

  // Reading an index in the order of the list is what makes a page cost a page.
  test.each(lists)('$query sorts nothing', async ({ query }) => {
    const found = await plansOf(query);
    expect(found.map(({ isSorted }) => isSorted)).toEqual([false]);
  });

  test('names every index there is', async () => {
    const rows = await client.$queryRaw<{ name: string }[]>`
      SELECT indexrelname AS name FROM pg_stat_user_indexes
      WHERE schemaname = 'orders'
        AND relname NOT IN ('_prisma_migrations', 'outbox', 'inbox', 'dead_letter') ORDER BY 1`;
    const section = readDocumentedSection('orders');
    expect(rows.filter(({ name }) => !section.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Each query of the stores under the name the page gives it, with values of the seed. */
async function ordersQueries(
  client: PrismaClient,
): Promise<Record<string, () => Promise<unknown>>> {
  const carts = createCartStore(client);
  const checkout = createCheckoutStore(client);
  const orders = createOrderStore(client);
  const orderLists = createOrderListStore(client);
  const transitions = createTransitionStore(client);
  const asks = createPaymentAskStore(client);
  const sandbox = createSandboxStore(client);
  const purchaseCounts = createPurchaseCountStore(client);

  const userId = seedId('user', 0);
  const userIds = Array.from({ length: 50 }, (_, index) => seedId('user', index));
  const orderIds = Array.from({ length: 50 }, (_, index) => seedId('order', index * 4_000));
  const productIndexes = Array.from({ length: 40 }, (_, index) => index * 700);
  const variantIds = productIndexes.flatMap((index) => seedVariants(index).map(({ id }) => id));
  const productIds = productIndexes.map((index) => seedId('product', index));
  const confirmed = await client.order.findFirstOrThrow({ where: { status: 'CONFIRMED' } });
  const priced = await priceOfCart(client, userId);
  const key = { idempotencyKey: 'new-key-1', fingerprint: 'x' };
  const request = { userId, ...key, paymentToken: 'tok_approved' };
  const at = new Date('2026-11-01T00:00:00Z');

  // In the middle of a list, where an index that is not in its order would show.
  const position = { placedAt: new Date('2026-03-01T00:00:00Z'), id: seedId('order', 150_000) };
  const time = { placedAfter: new Date('2025-06-01'), placedBefore: new Date('2025-07-01') };
  const open = { status: null, userId: null, placedAfter: null, placedBefore: null };
  const list = (filter: Partial<OrderFilter>) => () =>
    orderLists.list({ filter: { ...open, ...filter }, position, limit: 21 });

  return {
    'carts.findLines': () => carts.findLines(userId),
    'carts.change': () =>
      carts.change(userId, () => ({
        kind: 'write',
        lines: [{ variantId: seedId('variant', 4), quantity: 3 }],
      })),
    'checkout.findBindingOrLines': () => checkout.findBindingOrLines(userId, 'sample-123456'),
    'checkout.place': () => checkout.place(request, priced, at),
    'checkout.forgetKeys': () => checkout.forgetKeys(new Date('2025-01-01T00:00:00Z')),
    'orders.findByIds': () => orders.findByIds(orderIds),
    'orders.findLines': () => orders.findLines(orderIds),
    'orders.findOverdue': () => orders.findOverdue(at),
    'orders.findTransitions': () => orders.findTransitions(orderIds),
    'orderLists.list of all': list({}),
    'orderLists.list of a status': list({ status: 'CANCELLED' }),
    'orderLists.list of the usual status': list({ status: 'FULFILLED' }),
    'orderLists.list of a customer': list({ userId }),
    'orderLists.list of a customer and status': list({ userId, status: 'FULFILLED' }),
    'orderLists.list of a time': list(time),
    'orderLists.list of a status and time': list({ status: 'CANCELLED', ...time }),
    'orderLists.listOfUsers': () =>
      orderLists.listOfUsers({ filter: { status: null }, position, limit: 11 }, userIds),
    'orderLists.listOfUsers by status': () =>
      orderLists.listOfUsers({ filter: { status: 'FULFILLED' }, position, limit: 11 }, userIds),
    'transitions.move': () =>
      transitions.move(confirmed.id, () => ({
        kind: 'move',
        stage: { status: 'CANCELLED', payment: 'REFUNDING' },
        by: { kind: 'user', userId },
        at,
        reason: null,
        rejection: null,
      })),
    'paymentAsks.takeDue': () => asks.takeDue({ limit: 8, at, leaseUntil: at }),
    'paymentAsks.askAgain': () => asks.askAgain(confirmed.id, at),
    'sandbox.insert': () =>
      sandbox.insert({
        key: confirmed.id,
        token: 'tok_approved',
        amount: { amountMinor: 1, currency: 'EUR' },
        state: 'AUTHORISED',
        declineCode: null,
        settlesAt: null,
      }),
    'sandbox.find': () => sandbox.find(confirmed.id),
    'sandbox.settle': () => sandbox.settle(confirmed.id, at),
    'sandbox.move': () => sandbox.move(confirmed.id, 'PENDING', 'VOIDED'),
    'sandbox.voidPayment': () => sandbox.voidPayment(confirmed.id),
    'sandbox.forgetFinished': () => sandbox.forgetFinished(at),
    'purchaseCounts.countOfVariants': () => purchaseCounts.countOfVariants(variantIds),
    'purchaseCounts.countOfProducts': () => purchaseCounts.countOfProducts(productIds),
  };
}

/** The sample cart of a customer, at one cent a piece. */
async function priceOfCart(client: PrismaClient, userId: string): Promise<PricedCart> {
  const lines = await client.cartLine.findMany({ where: { userId } });
  const itemsTotalMinor = lines.reduce((total, { quantity }) => total + quantity, 0);
  return {
    kind: 'priced',
    currency: 'EUR',
    lines: lines.map(({ variantId, quantity }) => ({
      variantId,
      productId: seedId('product', 1),
      sku: 'SKU',
      title: 'A thing',
      quantity,
      unitPriceMinor: 1,
    })),
    itemsTotalMinor,
    shippingTotalMinor: 490,
    totalMinor: itemsTotalMinor + 490,
  };
}
