import { resolverTypes } from '@causeway/subgraph-kit/codegen';

export default resolverTypes({
  context: '../orders-context.ts#OrdersContext',
  mappers: {
    Cart: '../cart/cart.ts#Cart as CartOfUser',
    CartLine: '../cart/cart.ts#CartLine as CartRow',
    Order: '../orders/order.ts#Order as OrderRow',
    OrderLine: '../orders/order-line.ts#OrderLineInCurrency',
    Payment: '../orders/order.ts#Order as OrderRow',
    ShortLine: '../orders/order-rejection.ts#ShortLine as ShortLineRow',
    OrderTransition: '../life-cycle/order-transition.ts#OrderTransition as OrderTransitionRow',
    User: '../references.ts#UserReference',
    Product: '../references.ts#ProductReference',
    Variant: '../references.ts#VariantReference',
  },
});
