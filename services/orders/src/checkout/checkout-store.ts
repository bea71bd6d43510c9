import { appendEvent } from '@causeway/event-kit';
import type { Prisma, PrismaClient } from '@causeway/orders-db';
import { createTimeOrderedId } from '@causeway/subgraph-kit';
import { type CartLine, equalLines } from '../cart/cart.ts';
import { deleteLines, lockCart, readLines } from '../cart/cart-store.ts';
import { placedEvent } from '../events/order-event.ts';
import { INITIAL_STATUS } from '../life-cycle/order-status.ts';
import type { Order } from '../orders/order.ts';
import { orderColumns } from '../orders/order-store.ts';
import { keepToken } from '../payment/payment-ask-store.ts';
import { countPurchases } from '../purchase-counts/purchase-count-store.ts';
import type { PricedCart } from './price-cart.ts';

const DELETE_BATCH_SIZE = 1_000;

/** A customer's key, and the fingerprint of what they asked for under it. */
export interface BoundRequest {
  readonly userId: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
}

/** A request to place an order, and what to pay it with. */
export interface PaidRequest extends BoundRequest {
  readonly paymentToken: string;
}

/** What a key is bound to already. */
export interface Binding {
  readonly kind: 'bound';
  readonly fingerprint: string;
  readonly orderId: string;
}

export type Placement =
  | { readonly kind: 'placed'; readonly order: Order }
  | Binding
  | { readonly kind: 'cart-changed' };

export type CheckoutStore = ReturnType<typeof createCheckoutStore>;

/** Places orders. */
export function createCheckoutStore(client: PrismaClient) {
  return {
    /**
     * What the key is bound to, or else what is in the cart. One statement, so that both are of one
     * moment: read one after the other, a checkout that commits in between would show neither its
     * key nor the cart it emptied.
     */
    async findBindingOrLines(
      userId: string,
      idempotencyKey: string,
    ): Promise<Binding | { readonly kind: 'open'; readonly lines: readonly CartLine[] }> {
      const rows = await client.$queryRaw<BindingOrLine[]>`
        SELECT key.request_hash AS fingerprint, key.order_id AS "orderId",
          line.variant_id AS "variantId", line.quantity
        FROM (VALUES (${userId}::uuid)) AS customer (id)
          LEFT JOIN idempotency_key key ON key.user_id = customer.id AND key.key = ${idempotencyKey}
          LEFT JOIN cart_line line ON line.user_id = customer.id AND key.key IS NULL
        ORDER BY line.added_at, line.variant_id`;
      const [first] = rows;
      if (first?.fingerprint != null) {
        return { kind: 'bound', fingerprint: first.fingerprint, orderId: first.orderId };
      }
      return { kind: 'open', lines: rows.filter(isLine) };
    },

    /**
     * Places an order for a cart that was priced, binds the key to it and empties the cart: all of it
     * or nothing. Returns the binding when the key has one by now, and places nothing when the cart
     * is no longer what was priced.
     */
    async place(request: PaidRequest, priced: PricedCart, at: Date): Promise<Placement> {
      const orderId = createTimeOrderedId(at);
      try {
        return await client.$transaction(async (transaction) => {
          // First, since of two checkouts with one key the second waits here for the first to end.
          if (!(await bindKey(transaction, request, orderId))) {
            return getBinding(transaction, request);
          }
          await requireSameCart(transaction, request.userId, priced.lines);
          const order = await insertOrder(transaction, { orderId, at, ...request }, priced);
          await keepToken(transaction, orderId, request.paymentToken);
          await appendEvent(transaction, placedEvent(order, priced.lines));
          await deleteLines(transaction, request.userId);
          await countPurchases(transaction, priced.lines);
          return { kind: 'placed', order };
        });
      } catch (error) {
        if (error instanceof CartChangedError) return { kind: 'cart-changed' };
        throw error;
      }
    },

    /** Forgets the keys from before that time, up to a bound; returns whether that was all of them. */
    async forgetKeys(before: Date): Promise<boolean> {
      const forgotten = await client.$executeRaw`
        DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM idempotency_key WHERE created_at < ${before}
          ORDER BY created_at LIMIT ${DELETE_BATCH_SIZE} FOR UPDATE SKIP LOCKED))`;
      return forgotten < DELETE_BATCH_SIZE;
    },
  };
}

type BindingOrLine =
  | { fingerprint: string; orderId: string; variantId: null; quantity: null }
  | { fingerprint: null; orderId: null; variantId: string | null; quantity: number | null };

function isLine<R extends BindingOrLine>(row: R): row is R & CartLine {
  return row.variantId !== null;
}

/** Thrown to roll back the transaction that found it out, and caught where that was begun. */
class CartChangedError extends Error {
  override readonly name = 'CartChangedError';
}

/** Returns false when the key is bound already. */
async function bindKey(
  transaction: Prisma.TransactionClient,
  { userId, idempotencyKey, fingerprint }: BoundRequest,
  orderId: string,
): Promise<boolean> {
  const inserted = await transaction.$executeRaw`
    INSERT INTO idempotency_key (user_id, key, request_hash, order_id)
    VALUES (${userId}::uuid, ${idempotencyKey}, ${fingerprint}, ${orderId}::uuid)
    ON CONFLICT (user_id, key) DO NOTHING`;
  return inserted === 1;
}

async function getBinding(
  transaction: Prisma.TransactionClient,
  { userId, idempotencyKey }: BoundRequest,
): Promise<Binding> {
  const { requestHash, orderId } = await transaction.idempotencyKey.findUniqueOrThrow({
    where: { userId_key: { userId, key: idempotencyKey } },
    select: { requestHash: true, orderId: true },
  });
  return { kind: 'bound', fingerprint: requestHash, orderId };
}

async function requireSameCart(
  transaction: Prisma.TransactionClient,
  userId: string,
  priced: readonly CartLine[],
): Promise<void> {
  await lockCart(transaction, userId);
  const present = await readLines(transaction, userId);
  if (!equalLines(present, priced)) throw new CartChangedError();
}

async function insertOrder(
  transaction: Prisma.TransactionClient,
  { orderId, userId, at }: { orderId: string; userId: string; at: Date },
  priced: PricedCart,
): Promise<Order> {
  const { currency, itemsTotalMinor, shippingTotalMinor, totalMinor, lines } = priced;
  const [order] = await transaction.$queryRaw<Order[]>`
    INSERT INTO customer_order AS o (id, user_id, status, currency, items_total_minor,
      shipping_total_minor, total_minor, placed_at, updated_at)
    VALUES (${orderId}::uuid, ${userId}::uuid, ${INITIAL_STATUS}::order_status,
      ${currency}::currency_code, ${itemsTotalMinor}, ${shippingTotalMinor}, ${totalMinor},
      ${at}, ${at})
    RETURNING ${orderColumns}`;
  if (order === undefined) throw new Error('An order was inserted and did not come back.');
  await transaction.orderLine.createMany({
    data: lines.map((line, position) => ({ orderId, position, ...line })),
  });
  await transaction.orderTransition.createMany({
    data: [{ orderId, version: order.version, to: order.status, by: userId, at }],
  });
  return order;
}
