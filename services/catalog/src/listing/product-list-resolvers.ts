import type { Resolvers } from '../generated/resolvers.ts';

export const productListResolvers = {
  Query: {
    products: (_root, args, { productLists }) => productLists.list(args),
  },
  ProductConnection: {
    totalCount: (list) => list.count(),
  },
} satisfies Resolvers;
