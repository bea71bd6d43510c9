import { DateTime } from '@causeway/subgraph-kit';
import { cartResolvers } from './cart/cart-resolvers.ts';
import { checkoutResolvers } from './checkout/checkout-resolvers.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { lifeCycleResolvers } from './life-cycle/life-cycle-resolvers.ts';
import { orderResolvers } from './orders/order-resolvers.ts';
import { purchaseCountResolvers } from './purchase-counts/purchase-count-resolvers.ts';
import { shippingResolvers } from './shipping/shipping-resolvers.ts';

/** All resolvers of the subgraph. */
export const resolvers: Resolvers = {
  DateTime,
  ...cartResolvers,
  ...orderResolvers,
  ...purchaseCountResolvers,
  Query: { ...cartResolvers.Query, ...orderResolvers.Query },
  Mutation: {
    ...cartResolvers.Mutation,
    ...checkoutResolvers.Mutation,
    ...lifeCycleResolvers.Mutation,
  },
  Variant: { ...purchaseCountResolvers.Variant, ...shippingResolvers.Variant },
};
