import { hasScope, type Principal } from '@causeway/subgraph-kit';
import { isCustomer, maySeeOrdersOf, type Order, WRITE_SCOPE } from '../orders/order.ts';
import type { PaymentState } from '../payment/payment-state.ts';
import { advance, type OrderStage, type PersonMessage } from '../saga/order-saga.ts';
import type { OrderStatus } from './order-status.ts';

/** Whether an order goes where somebody wants it to go, and if not, what they may know of it. */
export type Judgement = { readonly kind: 'allowed'; readonly stage: OrderStage } | Refusal;

export type Refusal =
  /** To this viewer the order does not exist. */
  | { readonly kind: 'hidden' }
  /** The viewer sees the order, but it is not theirs to move. */
  | { readonly kind: 'forbidden' }
  /** What is to be sent is not paid yet. */
  | { readonly kind: 'unpaid'; readonly payment: PaymentState }
  | { readonly kind: 'impossible'; readonly from: OrderStatus };

/** Staff move any order anywhere along its life cycle; customers cancel their own. */
export function judgeMove(
  order: Pick<Order, 'userId' | 'status' | 'payment'>,
  wish: PersonMessage,
  viewer: Principal,
): Judgement {
  if (!mayMove(order, wish, viewer)) {
    return { kind: maySeeOrdersOf(order.userId, viewer) ? 'forbidden' : 'hidden' };
  }
  const stage = advance(order, wish);
  if (stage !== null) return { kind: 'allowed', stage };
  return wish === 'fulfil' && order.status === 'CONFIRMED'
    ? { kind: 'unpaid', payment: order.payment }
    : { kind: 'impossible', from: order.status };
}

function mayMove(
  { userId }: Pick<Order, 'userId'>,
  wish: PersonMessage,
  viewer: Principal,
): boolean {
  if (hasScope(viewer, WRITE_SCOPE)) return true;
  return wish === 'cancel' && isCustomer(userId, viewer);
}
