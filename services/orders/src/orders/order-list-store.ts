import { Prisma, type PrismaClient } from '@causeway/orders-db';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { Order } from './order.ts';
import type { OrderFilter } from './order-filter.ts';
import type { OrderPosition } from './order-position.ts';
import { orderColumns } from './order-store.ts';

/** A stretch of a list, newest first: at most `limit` orders after `position`. */
export interface Stretch<F> {
  readonly filter: F;
  readonly position: OrderPosition | null;
  readonly limit: number;
}

/** Which of a customer's orders. */
export interface OwnFilter {
  readonly status: OrderStatus | null;
}

export type OrderListStore = ReturnType<typeof createOrderListStore>;

/** Reads lists of orders, newest first. */
export function createOrderListStore(client: PrismaClient) {
  return {
    async list({ filter, position, limit }: Stretch<OrderFilter>): Promise<readonly Order[]> {
      const conditions = [...filterConditions(filter), ...positionConditions(position)];
      return client.$queryRaw`
        SELECT ${orderColumns} FROM customer_order o WHERE ${all(conditions)}
        ORDER BY o.placed_at DESC, o.id DESC LIMIT ${limit}`;
    },

    /**
     * Reads the same stretch of the lists of several customers: each gives its orders straight from
     * the index, so the cost follows the length of the page and the number of customers.
     */
    async listOfUsers(
      { filter, position, limit }: Stretch<OwnFilter>,
      userIds: readonly string[],
    ): Promise<readonly Order[]> {
      const conditions = [...statusConditions(filter), ...positionConditions(position)];
      return client.$queryRaw`
        SELECT ${orderColumns}
        FROM unnest(${userIds}::uuid[]) AS customer(id) CROSS JOIN LATERAL (
          SELECT o.* FROM customer_order o WHERE o.user_id = customer.id AND ${all(conditions)}
          ORDER BY o.placed_at DESC, o.id DESC LIMIT ${limit}
        ) o
        ORDER BY o.user_id, o.placed_at DESC, o.id DESC`;
    },
  };
}

function filterConditions(filter: OrderFilter): readonly Prisma.Sql[] {
  const { userId, placedAfter, placedBefore } = filter;
  return [
    ...statusConditions(filter),
    ...(userId === null ? [] : [Prisma.sql`o.user_id = ${userId}::uuid`]),
    ...(placedAfter === null ? [] : [Prisma.sql`o.placed_at >= ${placedAfter}`]),
    ...(placedBefore === null ? [] : [Prisma.sql`o.placed_at < ${placedBefore}`]),
  ];
}

function statusConditions({ status }: OwnFilter): readonly Prisma.Sql[] {
  return status === null ? [] : [Prisma.sql`o.status = ${status}::order_status`];
}

/** Compares the whole key as one row, which PostgreSQL turns into a start within the index. */
function positionConditions(position: OrderPosition | null): readonly Prisma.Sql[] {
  if (position === null) return [];
  return [Prisma.sql`(o.placed_at, o.id) < (${position.placedAt}, ${position.id}::uuid)`];
}

function all(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' AND ');
}
