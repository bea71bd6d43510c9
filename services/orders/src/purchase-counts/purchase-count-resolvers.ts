import type { Resolvers } from '../generated/resolvers.ts';

export const purchaseCountResolvers = {
  Product: {
    purchaseCount: async ({ id }, _args, { purchaseCounts }) => purchaseCounts.ofProduct(id),
  },
  Variant: {
    purchaseCount: async ({ id }, _args, { purchaseCounts }) => purchaseCounts.ofVariant(id),
  },
} satisfies Resolvers;
