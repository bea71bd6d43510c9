import { hasScope, type Principal } from '@causeway/subgraph-kit';
import type { OrderStatus } from '../life-cycle/order-status.ts';
import type { CurrencyCode, Money } from '../money/money.ts';
import type { PaymentState } from '../payment/payment-state.ts';
import type { OrderRejection } from './order-rejection.ts';

/** What a customer ordered; its lines are kept apart. All amounts are in its one currency. */
export interface Order {
  readonly id: string;
  readonly number: string;
  readonly userId: string;
  readonly status: OrderStatus;
  readonly currency: CurrencyCode;
  readonly itemsTotalMinor: number;
  readonly shippingTotalMinor: number;
  readonly totalMinor: number;
  readonly payment: PaymentState;
  /** Why it was refused; null unless it is REJECTED. */
  readonly rejection: OrderRejection | null;
  /** Counts the changes of status and payment, the placing included. */
  readonly version: number;
  readonly placedAt: Date;
  readonly updatedAt: Date;
}

/** The scope to see everybody's orders. */
export const READ_SCOPE = 'orders:read';
/** The scope to move everybody's orders through their life cycle. */
export const WRITE_SCOPE = 'orders:write';

/** Whether the viewer may see the orders of this customer. */
export function maySeeOrdersOf(userId: string, viewer: Principal): boolean {
  return isCustomer(userId, viewer) || hasScope(viewer, READ_SCOPE);
}

export function isCustomer(userId: string, viewer: Principal): boolean {
  return viewer.kind === 'user' && viewer.userId.toLowerCase() === userId;
}

/** An amount of an order as money. */
export function inCurrencyOf({ currency }: Pick<Order, 'currency'>, amountMinor: number): Money {
  return { amountMinor, currency };
}
