import type { Resolvers } from '../generated/resolvers.ts';

export const checkoutResolvers = {
  Mutation: {
    checkout: (_root, { input }, { checkout }) => checkout.checkOut(input),
  },
} satisfies Resolvers;
