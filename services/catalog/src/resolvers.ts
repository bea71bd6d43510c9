import { DateTime } from '@causeway/subgraph-kit';
import { categoryResolvers } from './categories/category-resolvers.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { productListResolvers } from './listing/product-list-resolvers.ts';
import { productResolvers } from './products/product-resolvers.ts';
import { productSearchResolvers } from './search/product-search-resolvers.ts';
import { variantResolvers } from './variants/variant-resolvers.ts';

/** All resolvers of the subgraph. */
export const resolvers: Resolvers = {
  DateTime,
  ...productResolvers,
  ...variantResolvers,
  ...categoryResolvers,
  ...productListResolvers,
  ...productSearchResolvers,
  Query: {
    ...productResolvers.Query,
    ...categoryResolvers.Query,
    ...productListResolvers.Query,
    ...productSearchResolvers.Query,
  },
  Mutation: {
    ...productResolvers.Mutation,
    ...variantResolvers.Mutation,
  },
};
