import type { RequestContext } from '@causeway/subgraph-kit';
import type { CartStore } from './cart/cart-store.ts';
import { type Carts, createCarts } from './cart/carts.ts';
import type { CatalogClient } from './catalog/catalog-client.ts';
import { type Checkout, createCheckout } from './checkout/checkout.ts';
import type { CheckoutStore } from './checkout/checkout-store.ts';
import { createLifeCycle, type LifeCycle } from './life-cycle/life-cycle.ts';
import type { TransitionStore } from './life-cycle/transition-store.ts';
import type { OrderListStore } from './orders/order-list-store.ts';
import { createOrderLists, type OrderLists } from './orders/order-lists.ts';
import type { OrderStore } from './orders/order-store.ts';
import { createOrders, type Orders } from './orders/orders.ts';
import { createOrdersLoaders } from './orders-loaders.ts';
import type { PurchaseCountStore } from './purchase-counts/purchase-count-store.ts';
import { createPurchaseCounts, type PurchaseCounts } from './purchase-counts/purchase-counts.ts';

/** What all requests share. */
export interface OrdersParts {
  readonly stores: {
    readonly carts: CartStore;
    readonly checkout: CheckoutStore;
    readonly orders: OrderStore;
    readonly orderLists: OrderListStore;
    readonly transitions: TransitionStore;
    readonly purchaseCounts: PurchaseCountStore;
  };
  readonly catalog: CatalogClient;
  readonly now: () => Date;
}

/** What resolvers work with: carts and orders as the caller of this request may see and change them. */
export interface OrdersContext extends RequestContext {
  readonly carts: Carts;
  readonly checkout: Checkout;
  readonly orders: Orders;
  readonly orderLists: OrderLists;
  readonly lifeCycle: LifeCycle;
  readonly purchaseCounts: PurchaseCounts;
}

export function createOrdersContext(request: RequestContext, parts: OrdersParts): OrdersContext {
  const { stores, catalog, now } = parts;
  const viewer = request.principal;
  const loaders = createOrdersLoaders(stores);
  return {
    ...request,
    carts: createCarts({ store: stores.carts, viewer }),
    checkout: createCheckout({ store: stores.checkout, catalog, loaders, request, now }),
    orders: createOrders({ loaders, viewer }),
    orderLists: createOrderLists({ store: stores.orderLists, loaders, viewer }),
    lifeCycle: createLifeCycle({ store: stores.transitions, loaders, viewer, now }),
    purchaseCounts: createPurchaseCounts({ loaders }),
  };
}
