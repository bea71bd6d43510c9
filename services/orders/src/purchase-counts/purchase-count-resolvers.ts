import type { Resolvers } from '../generated/resolvers.ts';

export const purchaseCountResolvers = {
  Product: {
    purchaseCount: (product, _args, { purchaseCounts }) => purchaseCounts.ofProduct(product),
  },
  Variant: {
    purchaseCount: (variant, _args, { purchaseCounts }) => purchaseCounts.ofVariant(variant),
  },
} satisfies Resolvers;
