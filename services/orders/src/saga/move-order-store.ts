import { appendEvent } from '@causeway/event-kit';
import type { Prisma } from '@causeway/orders-db';
import { authorisedEvent, movedEvent } from '../events/order-event.ts';
import type { Actor } from '../life-cycle/actor.ts';
import { countsAsPurchase, type OrderStatus } from '../life-cycle/order-status.ts';
import type { Order } from '../orders/order.ts';
import type { OrderRejection } from '../orders/order-rejection.ts';
import { orderColumns } from '../orders/order-store.ts';
import { askPayment } from '../payment/payment-ask-store.ts';
import { discountPurchases } from '../purchase-counts/purchase-count-store.ts';
import type { OrderStage } from './order-saga.ts';

/** Where an order is to go, who sends it there, when and why. */
export interface Move {
  readonly kind: 'move';
  readonly stage: OrderStage;
  /** Null when the saga does. */
  readonly by: Actor | null;
  readonly at: Date;
  readonly reason: string | null;
  /** If and only if the order becomes REJECTED. */
  readonly rejection: OrderRejection | null;
}

export type Moved = { readonly kind: 'moved'; readonly order: Order };

/**
 * Moves an order, in the transaction, as `decide` says of its current state, which no one else can
 * change meanwhile: with its audit, its events, what is to be asked of the payment provider, and its
 * effect on the purchase counts. Any other outcome of `decide` leaves the order alone and is returned;
 * null if there is no such order.
 */
export async function moveOrder<O extends { readonly kind: string }>(
  transaction: Prisma.TransactionClient,
  id: string,
  decide: (current: Order) => Move | O,
): Promise<Moved | O | null> {
  const current = await lockOrder(transaction, id);
  if (current === null) return null;
  const outcome = decide(current);
  if (!isMove(outcome)) return outcome;
  const order = await updateStage(transaction, current, outcome);
  // Whatever moved: an order that is refused before it was asked to pay has a token to be forgotten.
  await askPayment(transaction, order);
  if (order.payment === 'AUTHORISED' && current.payment !== 'AUTHORISED') {
    await appendEvent(transaction, authorisedEvent(order));
  }
  if (order.status !== current.status) {
    await changeStatus(transaction, { from: current.status, order, move: outcome });
  }
  return { kind: 'moved', order };
}

function isMove<O extends { readonly kind: string }>(outcome: Move | O): outcome is Move {
  return outcome.kind === 'move';
}

async function lockOrder(transaction: Prisma.TransactionClient, id: string): Promise<Order | null> {
  const [order] = await transaction.$queryRaw<Order[]>`
    SELECT ${orderColumns} FROM customer_order o WHERE o.id = ${id}::uuid FOR UPDATE`;
  return order ?? null;
}

async function updateStage(
  transaction: Prisma.TransactionClient,
  { id, version, rejection }: Order,
  { stage, at, rejection: given }: Move,
): Promise<Order> {
  const why = given ?? rejection;
  const [order] = await transaction.$queryRaw<Order[]>`
    UPDATE customer_order o
    SET status = ${stage.status}::order_status, payment = ${stage.payment}::payment_state,
      rejection = ${why && JSON.stringify(why)}::jsonb, version = ${version + 1},
      updated_at = ${at}
    WHERE o.id = ${id}::uuid
    RETURNING ${orderColumns}`;
  if (order === undefined) throw new Error(`The locked order ${id} is gone.`);
  return order;
}

/** The audit, the event and the counts of a change of status. */
async function changeStatus(
  transaction: Prisma.TransactionClient,
  change: { from: OrderStatus; order: Order; move: Move },
): Promise<void> {
  const { from, order, move } = change;
  const { by, at, reason } = move;
  await transaction.orderTransition.createMany({
    data: [
      {
        ...{ orderId: order.id, version: order.version, from, to: order.status, reason, at },
        by: by?.kind === 'user' ? by.userId : null,
        byProgram: by?.kind === 'program' ? by.clientId : null,
      },
    ],
  });
  await appendEvent(transaction, movedEvent(order, { from, reason }));
  if (countsAsPurchase(from) && !countsAsPurchase(order.status)) {
    await discountPurchases(transaction, order.id);
  }
}
