import { hasScope, type Principal } from '@causeway/subgraph-kit';
import { isCustomer, maySeeOrdersOf, type Order, WRITE_SCOPE } from '../orders/order.ts';
import { mayBecome, type OrderStatus } from './order-status.ts';

/** Whether an order goes where somebody wants it to go, and if not, what they may know of it. */
export type Judgement = { readonly kind: 'allowed' } | Refusal;

export type Refusal =
  /** To this viewer the order does not exist. */
  | { readonly kind: 'hidden' }
  /** The viewer sees the order, but it is not theirs to move. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'impossible'; readonly from: OrderStatus };

/** Staff move any order anywhere along its life cycle; customers cancel their own. */
export function judgeMove(
  order: Pick<Order, 'userId' | 'status'>,
  to: OrderStatus,
  viewer: Principal,
): Judgement {
  if (!mayMove(order, to, viewer)) {
    return { kind: maySeeOrdersOf(order.userId, viewer) ? 'forbidden' : 'hidden' };
  }
  return mayBecome(order.status, to)
    ? { kind: 'allowed' }
    : { kind: 'impossible', from: order.status };
}

function mayMove({ userId }: Pick<Order, 'userId'>, to: OrderStatus, viewer: Principal): boolean {
  if (hasScope(viewer, WRITE_SCOPE)) return true;
  return to === 'CANCELLED' && isCustomer(userId, viewer);
}
