import { Prisma, type PrismaClient } from '@causeway/orders-db';
import type { OrderTransition } from '../life-cycle/order-transition.ts';
import type { Order } from './order.ts';
import type { OrderLine } from './order-line.ts';

const OVERDUE_BATCH_SIZE = 200;

export type OrderStore = ReturnType<typeof createOrderStore>;

/** Reads orders and what belongs to them, many at a time. */
export function createOrderStore(client: PrismaClient) {
  return {
    async findByIds(ids: readonly string[]): Promise<readonly Order[]> {
      return client.$queryRaw`
        SELECT ${orderColumns} FROM customer_order o WHERE o.id = ANY(${ids}::uuid[])`;
    },

    async findLines(orderIds: readonly string[]): Promise<readonly OrderLine[]> {
      return client.$queryRaw`
        SELECT l.order_id AS "orderId", l.position, l.variant_id AS "variantId",
          l.product_id AS "productId", l.sku, l.title, l.quantity,
          l.unit_price_minor AS "unitPriceMinor"
        FROM order_line l WHERE l.order_id = ANY(${orderIds}::uuid[])
        ORDER BY l.order_id, l.position`;
    },

    /** Those that have been PENDING since before that time, the oldest first, up to a bound. */
    async findOverdue(before: Date): Promise<readonly string[]> {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM customer_order WHERE status = 'PENDING' AND placed_at < ${before}
        ORDER BY placed_at LIMIT ${OVERDUE_BATCH_SIZE}`;
      return rows.map(({ id }) => id);
    },

    async findTransitions(orderIds: readonly string[]): Promise<readonly OrderTransition[]> {
      return client.$queryRaw`
        SELECT t.order_id AS "orderId", t.version, t."from", t."to", t.reason, t."by",
          t.by_program AS "byProgram", t.at
        FROM order_transition t WHERE t.order_id = ANY(${orderIds}::uuid[])
        ORDER BY t.order_id, t.version`;
    },
  };
}

/** The columns of `customer_order o` under the names of `Order`. */
export const orderColumns = Prisma.sql`
  o.id, o.number::text AS number, o.user_id AS "userId", o.status, o.currency,
  o.items_total_minor AS "itemsTotalMinor", o.shipping_total_minor AS "shippingTotalMinor",
  o.total_minor AS "totalMinor", o.payment, o.rejection, o.version, o.placed_at AS "placedAt",
  o.updated_at AS "updatedAt"`;
