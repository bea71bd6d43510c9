import { bulkInsert, type Seed, seedId, seedWorld } from '@causeway/database';
import { isSold, lifeOf, type SampleOrder, sampleOrders } from './sample/sample-orders.ts';
import { withoutChecks } from './without-checks.ts';

type Row = Parameters<typeof bulkInsert>[0]['rows'] extends Iterable<infer R> ? R : never;

/** What the first migration has the sequence begin with. */
const FIRST_NUMBER = 100_001;
/** Every fourth customer has something in the cart, the sample customer first of all. */
const CUSTOMERS_PER_CART = 4;

/**
 * Fills orders with two years of history. The outbox stays empty: nobody is to be told today of what
 * is said to have happened then.
 */
export const seed: Seed = async ({ client, scale, onProgress }) => {
  const world = seedWorld(scale);
  const orders = sampleOrders(world);
  const carts = sampleCarts(orders, world.users);
  const tables = [
    { table: 'customer_order', columns: ORDER_COLUMNS, rows: orderRows(orders) },
    { table: 'order_line', columns: LINE_COLUMNS, rows: lineRows(orders) },
    { table: 'order_transition', columns: TRANSITION_COLUMNS, rows: transitionRows(orders) },
    { table: 'idempotency_key', columns: KEY_COLUMNS, rows: keyRows(orders) },
    { table: 'sandbox_payment', columns: PAYMENT_COLUMNS, rows: paymentRows(orders) },
    { table: 'cart', columns: CART_COLUMNS, rows: cartRows(carts) },
    { table: 'cart_line', columns: CART_LINE_COLUMNS, rows: cartLineRows(carts) },
    { table: 'purchase_count', columns: COUNT_COLUMNS, rows: countRows(orders) },
  ];
  const totalRows = orders.reduce(
    (rows, order) => rows + 2 + order.lines.length + lifeOf(order).steps.length,
    0,
  );
  let doneRows = 0;
  await withoutChecks(client, async () => {
    for (const table of tables) {
      const before = doneRows;
      doneRows += await bulkInsert({
        client,
        ...table,
        onProgress: (rows) => onProgress(Math.min(before + rows, totalRows), totalRows),
      });
    }
  });
  await client.query(`SELECT setval('customer_order_number_seq', $1)`, [
    FIRST_NUMBER + orders.length - 1,
  ]);
};

const ORDER_COLUMNS = [
  'id',
  'number',
  'user_id',
  'status',
  'currency',
  'items_total_minor',
  'shipping_total_minor',
  'total_minor',
  'payment',
  'rejection',
  'version',
  'placed_at',
  'updated_at',
];

function* orderRows(orders: readonly SampleOrder[]): Iterable<Row> {
  for (const [index, order] of orders.entries()) {
    const { id, userId, status, itemsTotalMinor, shippingTotalMinor, placedAt } = order;
    const { payment, rejection, version, updatedAt } = lifeOf(order);
    yield [
      id,
      FIRST_NUMBER + index,
      userId,
      status,
      'EUR',
      itemsTotalMinor,
      shippingTotalMinor,
      itemsTotalMinor + shippingTotalMinor,
      payment,
      rejection,
      version,
      placedAt,
      updatedAt,
    ];
  }
}

const LINE_COLUMNS = [
  'order_id',
  'position',
  'variant_id',
  'product_id',
  'sku',
  'title',
  'quantity',
  'unit_price_minor',
];

function* lineRows(orders: readonly SampleOrder[]): Iterable<Row> {
  for (const { id, lines } of orders) {
    for (const [position, { variant, productId, quantity }] of lines.entries()) {
      const { sku, title, priceMinor } = variant;
      yield [id, position, variant.id, productId, sku, title, quantity, priceMinor];
    }
  }
}

const TRANSITION_COLUMNS = ['order_id', 'version', 'from', 'to', 'reason', 'by', 'at'];

function* transitionRows(orders: readonly SampleOrder[]): Iterable<Row> {
  for (const order of orders) {
    for (const { version, from, to, reason, by, at } of lifeOf(order).steps) {
      yield [order.id, version, from, to, reason, by, at];
    }
  }
}

const KEY_COLUMNS = ['user_id', 'key', 'request_hash', 'order_id', 'created_at'];

/** Each order came of a checkout with a key; no request has this hash, so none repeats it. */
function* keyRows(orders: readonly SampleOrder[]): Iterable<Row> {
  for (const [index, { id, userId, placedAt }] of orders.entries()) {
    yield [userId, `sample-${index}`, 'sample', id, placedAt];
  }
}

const PAYMENT_COLUMNS = ['key', 'state', 'token', 'amount_minor', 'currency'];

/** What the payment sandbox must know: the money of orders that can still be cancelled. */
function* paymentRows(orders: readonly SampleOrder[]): Iterable<Row> {
  for (const { id, status, itemsTotalMinor, shippingTotalMinor } of orders) {
    if (status !== 'CONFIRMED') continue;
    yield [id, 'CAPTURED', 'tok_approved', itemsTotalMinor + shippingTotalMinor, 'EUR'];
  }
}

interface SampleCart {
  readonly userId: string;
  readonly lines: SampleOrder['lines'];
  readonly filledAt: Date;
}

/** In a cart is what somebody else ordered last, so that all of it can still be bought. */
function sampleCarts(orders: readonly SampleOrder[], users: number): readonly SampleCart[] {
  return Array.from({ length: users / CUSTOMERS_PER_CART }, (_, index) => {
    const order = orders.at(-1 - index);
    if (order === undefined) throw new Error('There are fewer sample orders than carts.');
    const userId = seedId('user', index * CUSTOMERS_PER_CART);
    return { userId, lines: order.lines, filledAt: order.placedAt };
  });
}

const CART_COLUMNS = ['user_id', 'updated_at'];

function* cartRows(carts: readonly SampleCart[]): Iterable<Row> {
  for (const { userId, filledAt } of carts) yield [userId, filledAt];
}

const CART_LINE_COLUMNS = ['user_id', 'variant_id', 'quantity', 'added_at'];

function* cartLineRows(carts: readonly SampleCart[]): Iterable<Row> {
  for (const { userId, lines, filledAt } of carts) {
    for (const { variant, quantity } of lines) yield [userId, variant.id, quantity, filledAt];
  }
}

const COUNT_COLUMNS = ['variant_id', 'product_id', 'quantity'];

/** As the service counts: what was rejected or cancelled is not sold. */
function countRows(orders: readonly SampleOrder[]): Iterable<Row> {
  const counts = new Map<string, { productId: string; quantity: number }>();
  for (const { variant, productId, quantity } of orders.filter(isSold).flatMap(linesOf)) {
    const before = counts.get(variant.id)?.quantity ?? 0;
    counts.set(variant.id, { productId, quantity: before + quantity });
  }
  return Array.from(counts, ([variantId, { productId, quantity }]) => [
    variantId,
    productId,
    quantity,
  ]);
}

function linesOf({ lines }: SampleOrder): SampleOrder['lines'] {
  return lines;
}
