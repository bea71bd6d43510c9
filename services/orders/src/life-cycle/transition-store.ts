import type { PrismaClient } from '@causeway/orders-db';
import type { Order } from '../orders/order.ts';
import { type Move, type Moved, moveOrder } from '../saga/move-order-store.ts';

export type TransitionStore = ReturnType<typeof createTransitionStore>;

/** Moves orders through their life cycle. */
export function createTransitionStore(client: PrismaClient) {
  return {
    /** As `moveOrder`, in a transaction of its own: all or nothing. */
    async move<O extends { readonly kind: string }>(
      id: string,
      decide: (current: Order) => Move | O,
    ): Promise<Moved | O | null> {
      return client.$transaction((transaction) => moveOrder(transaction, id, decide));
    },
  };
}
