import type { Order } from '../orders/order.ts';
import { describeRejection, type OrderRejection } from '../orders/order-rejection.ts';
import type { Move } from './move-order-store.ts';
import {
  advance,
  type ClockMessage,
  type PaymentMessage,
  type StockMessage,
} from './order-saga.ts';

/** What the catalog, the payment provider or the clock says of an order. */
export interface News {
  readonly message: StockMessage | PaymentMessage | ClockMessage;
  readonly at: Date;
  /** What the customer is told if the message refuses the order. */
  readonly rejection: OrderRejection | null;
}

/** That nobody waits for the outcome of an order any more. */
export function newsOfTimeout(at: Date): News {
  return { message: 'timed-out', at, rejection: { kind: 'timed-out' } };
}

/** Where the news take an order; nowhere if they were told before, or overtaken. */
export function judgeNews(
  order: Pick<Order, 'status' | 'payment'>,
  { message, at, rejection }: News,
): Move | { readonly kind: 'ignored' } {
  const stage = advance(order, message);
  if (stage === null) return { kind: 'ignored' };
  if (stage.status !== 'REJECTED' || order.status === 'REJECTED') {
    return { kind: 'move', stage, by: null, at, reason: reasonOf(message), rejection: null };
  }
  if (rejection === null) throw new Error(`"${message}" refuses an order without a word.`);
  return { kind: 'move', stage, by: null, at, reason: describeRejection(rejection), rejection };
}

function reasonOf(message: News['message']): string | null {
  return message === 'capture-refused' ? 'The payment could not be captured.' : null;
}
