import type { Resolvers } from '../generated/resolvers.ts';
import { inCurrencyOf } from './order.ts';
import { presentRejection } from './order-rejection.ts';

export const orderResolvers = {
  Query: {
    order: (_root, { id }, { orders }) => orders.find(id),
    myOrders: (_root, args, { orderLists }) => orderLists.listOwn(args),
    orders: (_root, args, { orderLists }) => orderLists.listAll(args),
  },
  User: {
    orders: (user, args, { orderLists }) => orderLists.listOf(user, args),
  },
  Order: {
    __resolveReference: ({ id }, { orders }) => orders.findVisible(id),
    customer: ({ userId }) => ({ id: userId }),
    lines: (order, _args, { orders }) => orders.linesOf(order),
    itemsTotal: (order) => inCurrencyOf(order, order.itemsTotalMinor),
    shippingTotal: (order) => inCurrencyOf(order, order.shippingTotalMinor),
    total: (order) => inCurrencyOf(order, order.totalMinor),
    payment: (order) => order,
    rejection: ({ rejection }) => rejection && presentRejection(rejection),
    history: (order, _args, { orders }) => orders.historyOf(order),
  },
  Payment: {
    state: ({ payment }) => payment,
    amount: (order) => inCurrencyOf(order, order.totalMinor),
  },
  ShortLine: {
    variant: ({ variantId }) => ({ id: variantId }),
  },
  OrderLine: {
    id: ({ orderId, position }) => `${orderId}:${position}`,
    unitPrice: (line) => inCurrencyOf(line, line.unitPriceMinor),
    lineTotal: (line) => inCurrencyOf(line, line.quantity * line.unitPriceMinor),
    variant: ({ variantId }) => ({ id: variantId }),
  },
} satisfies Resolvers;
