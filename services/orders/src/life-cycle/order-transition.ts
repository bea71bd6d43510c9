import type { OrderStatus } from './order-status.ts';

/** A step of an order's life, as its audit keeps it. */
export interface OrderTransition {
  readonly orderId: string;
  /** The order's version since then. */
  readonly version: number;
  /** Null when the order was placed. */
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  readonly reason: string | null;
  /** The user who did it; null when no person did. */
  readonly by: string | null;
  /** The service account that did it, by its `client_id`; null when no program did. */
  readonly byProgram: string | null;
  readonly at: Date;
}
