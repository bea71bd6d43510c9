import type { Resolvers } from '../generated/resolvers.ts';

export const productListResolvers = {
  Query: {
    products: (_root, args, { productLists }) => productLists.list(args),
  },
  ProductConnection: {
    totalCount: async (list) => (await list.count()).count,
    totalCountPrecision: async (list) => (await list.count()).precision,
  },
} satisfies Resolvers;
