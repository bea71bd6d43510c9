import { appendEvent } from '@causeway/event-kit';
import type { Prisma, PrismaClient } from '@causeway/orders-db';
import { movedEvent, type ReachedStatus } from '../events/order-event.ts';
import type { Order } from '../orders/order.ts';
import { orderColumns } from '../orders/order-store.ts';
import { discountPurchases } from '../purchase-counts/purchase-count-store.ts';
import { countsAsPurchase, type OrderStatus } from './order-status.ts';

/** Where an order is to go, who sends it there, when and why. */
export interface Move {
  readonly kind: 'move';
  readonly to: ReachedStatus;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

export type Moved = { readonly kind: 'moved'; readonly order: Order };

export type TransitionStore = ReturnType<typeof createTransitionStore>;

/** Moves orders through their life cycle. */
export function createTransitionStore(client: PrismaClient) {
  return {
    /**
     * Moves an order as `decide` says of its current state, which no one else can change meanwhile,
     * with its audit, its event and its effect on the purchase counts: all or nothing. Any other
     * outcome of `decide` leaves the order alone and is returned; null if there is no such order.
     */
    async move<O extends { readonly kind: string }>(
      id: string,
      decide: (current: Order) => Move | O,
    ): Promise<Moved | O | null> {
      return client.$transaction(async (transaction) => {
        const current = await lockOrder(transaction, id);
        if (current === null) return null;
        const outcome = decide(current);
        if (!isMove(outcome)) return outcome;
        const order = await updateStatus(transaction, current, outcome);
        await insertTransition(transaction, { from: current.status, order, move: outcome });
        const { to, reason } = outcome;
        await appendEvent(transaction, movedEvent(order, to, { from: current.status, reason }));
        if (countsAsPurchase(current.status) && !countsAsPurchase(order.status)) {
          await discountPurchases(transaction, id);
        }
        return { kind: 'moved', order };
      });
    },
  };
}

function isMove<O extends { readonly kind: string }>(outcome: Move | O): outcome is Move {
  return outcome.kind === 'move';
}

async function lockOrder(transaction: Prisma.TransactionClient, id: string): Promise<Order | null> {
  const [order] = await transaction.$queryRaw<Order[]>`
    SELECT ${orderColumns} FROM customer_order o WHERE o.id = ${id}::uuid FOR UPDATE`;
  return order ?? null;
}

async function updateStatus(
  transaction: Prisma.TransactionClient,
  { id, version }: Order,
  { to, at }: Move,
): Promise<Order> {
  const { number, ...order } = await transaction.order.update({
    where: { id },
    data: { status: to, version: version + 1, updatedAt: at },
  });
  return { ...order, number: String(number) };
}

async function insertTransition(
  transaction: Prisma.TransactionClient,
  { from, order, move }: { from: OrderStatus; order: Order; move: Move },
): Promise<void> {
  const { to, by, at, reason } = move;
  await transaction.orderTransition.createMany({
    data: [{ orderId: order.id, version: order.version, from, to, reason, by, at }],
  });
}
