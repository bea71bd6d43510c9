import type { Resolvers } from '../generated/resolvers.ts';
import { totalQuantityOf } from './cart.ts';

export const cartResolvers = {
  Query: {
    cart: (_root, _args, { carts }) => carts.get(),
  },
  Mutation: {
    addToCart: (_root, { input }, { carts }) => carts.add(input),
    setCartLineQuantity: (_root, { input }, { carts }) => carts.setQuantity(input),
    removeFromCart: (_root, { input }, { carts }) => carts.remove(input),
    clearCart: (_root, _args, { carts }) => carts.clear(),
  },
  Cart: {
    // A customer has one cart, so it goes by the customer's id.
    id: ({ userId }) => userId,
    totalQuantity: ({ lines }) => totalQuantityOf(lines),
  },
  CartLine: {
    variant: ({ variantId }) => ({ id: variantId }),
  },
} satisfies Resolvers;
