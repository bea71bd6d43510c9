import type { Resolvers } from '../generated/resolvers.ts';

export const categoryResolvers = {
  Query: {
    category: (_root, { id, slug }, { categories }) =>
      categories.find({ id: id ?? null, slug: slug ?? null }),
    categories: (_root, _args, { categories }) => categories.listRoots(),
  },
  Category: {
    __resolveReference: ({ id }, { categories }) => categories.findById(id),
    parent: ({ parentId }, _args, { categories }) =>
      parentId === null ? null : categories.get(parentId),
    path: (category, _args, { categories }) => categories.listPath(category),
    children: (category, _args, { categories }) => categories.listChildren(category),
    products: (category, args, { productLists }) => productLists.listInCategory(category, args),
  },
} satisfies Resolvers;
