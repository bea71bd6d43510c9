import { createGroupLoader, createLoader } from '@causeway/subgraph-kit';
import type { Order } from './orders/order.ts';
import type { OrderStore } from './orders/order-store.ts';
import type { PurchaseCountStore } from './purchase-counts/purchase-count-store.ts';

export type OrdersLoaders = ReturnType<typeof createOrdersLoaders>;

/** The loaders of one request: what is asked for in one tick is one statement, and asked for once. */
export function createOrdersLoaders(stores: {
  orders: OrderStore;
  purchaseCounts: PurchaseCountStore;
}) {
  const { orders, purchaseCounts } = stores;

  const order = createLoader(orders.findByIds, (row: Order) => row.id);
  const linesOfOrder = createGroupLoader(orders.findLines, ({ orderId }) => orderId);
  const transitionsOfOrder = createGroupLoader(orders.findTransitions, ({ orderId }) => orderId);
  const purchaseCountOfVariant = createLoader(purchaseCounts.countOfVariants, ({ id }) => id);
  const purchaseCountOfProduct = createLoader(purchaseCounts.countOfProducts, ({ id }) => id);

  return {
    order,
    linesOfOrder,
    transitionsOfOrder,
    purchaseCountOfVariant,
    purchaseCountOfProduct,

    /** Keeps orders that a list has read already. */
    rememberOrders(rows: readonly Order[]): void {
      for (const row of rows) order.prime(row.id, row);
    },

    /** After a write: the rest of the operation must see it. */
    forget(): void {
      order.clearAll();
      linesOfOrder.clearAll();
      transitionsOfOrder.clearAll();
      purchaseCountOfVariant.clearAll();
      purchaseCountOfProduct.clearAll();
    },
  };
}
