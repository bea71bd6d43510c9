import type { Resolvers } from '../generated/resolvers.ts';

export const productSearchResolvers = {
  Query: {
    searchProducts: (_root, args, { productSearch }) => productSearch.search(args),
  },
  ProductSearchConnection: {
    totalCount: (result) => result.count(),
  },
} satisfies Resolvers;
