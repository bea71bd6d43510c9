import { listAttributes } from '../attributes/attributes.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { isAvailable, priceOf } from './variant.ts';

export const variantResolvers = {
  Mutation: {
    setPrice: (_root, { input }, { variantEditor }) => variantEditor.setPrice(input),
    adjustStock: (_root, { input }, { variantEditor }) => variantEditor.adjustStock(input),
  },
  Variant: {
    __resolveReference: ({ id }, { variants }) => variants.findById(id),
    price: (variant) => priceOf(variant),
    attributes: (variant) => listAttributes(variant.attributes),
    isAvailable: (variant) => isAvailable(variant),
    product: (variant, _args, { products }) => products.getOfVariant(variant),
  },
} satisfies Resolvers;
