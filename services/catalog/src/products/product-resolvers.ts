import { listAttributes } from '../attributes/attributes.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { priceFromOf } from './product.ts';

export const productResolvers = {
  Query: {
    product: (_root, { id, slug }, { products }) =>
      products.find({ id: id ?? null, slug: slug ?? null }),
  },
  Mutation: {
    createProduct: (_root, { input }, { productEditor }) => productEditor.create(input),
    updateProduct: (_root, { input }, { productEditor }) => productEditor.update(input),
    archiveProduct: (_root, { input }, { productEditor }) => productEditor.archive(input),
  },
  Product: {
    __resolveReference: ({ id }, { products }) => products.findById(id),
    category: (product, _args, { categories }) => categories.get(product.categoryId),
    variants: (product, _args, { variants }) => variants.listOfProduct(product),
    priceFrom: (product) => priceFromOf(product),
    attributes: (product) => listAttributes(product.attributes),
  },
} satisfies Resolvers;
