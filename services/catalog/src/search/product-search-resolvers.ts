import type { Resolvers } from '../generated/resolvers.ts';

export const productSearchResolvers = {
  Query: {
    searchProducts: (_root, args, { productSearch }) => productSearch.search(args),
    suggestProducts: (_root, { text, first }, { productSearch }) =>
      productSearch.suggest({ text, first: first ?? null }),
  },
  ProductSearchConnection: {
    totalCount: async (result) => (await result.count()).count,
    totalCountPrecision: async (result) => (await result.count()).precision,
  },
} satisfies Resolvers;
