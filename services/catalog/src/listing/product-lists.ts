import {
  buildConnection,
  type Connection,
  type PageArguments,
  type Principal,
  parsePage,
} from '@causeway/subgraph-kit';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import type { Product } from '../products/product.ts';
import { type BoundedCount, countOnce, LIST_COUNT_LIMIT } from './bounded-count.ts';
import { createListLoaders } from './list-loaders.ts';
import { type ProductFilter, parseFilter } from './product-filter.ts';
import type { ProductListStore } from './product-list-store.ts';
import { cursorOf, type ProductSort, positionAt } from './product-order.ts';

export interface ProductListArguments extends PageArguments {
  readonly filter?: unknown;
  readonly sort: ProductSort;
}

/** One page of a list, and how many products all its pages have. */
export interface ProductList extends Connection<Product> {
  count(): Promise<BoundedCount>;
}

export const PAGE_LIMITS = { defaultFirst: 20, maximum: 100 };

export type ProductLists = ReturnType<typeof createProductLists>;

/** Lists the products that one viewer may see. Throws BAD_USER_INPUT naming a wrong argument. */
export function createProductLists(options: {
  store: ProductListStore;
  loaders: CatalogLoaders;
  viewer: Principal;
}) {
  const { store, loaders, viewer } = options;
  const { listInCategory, countInCategory } = createListLoaders(store);

  return {
    async list(args: ProductListArguments): Promise<ProductList> {
      const { categoryId, ...rest } = parseFilter(args.filter, viewer);
      return listWithin(categoryId, { ...rest, categoryId: null }, args);
    },

    /** The products in a category and below it. */
    async listInCategory({ id }: { id: string }, args: ProductListArguments): Promise<ProductList> {
      return listWithin(id, parseFilter(args.filter, viewer), args);
    },
  };

  async function listWithin(
    categoryId: string | null,
    filter: ProductFilter,
    { sort, ...pageArguments }: ProductListArguments,
  ): Promise<ProductList> {
    const page = parsePage(pageArguments, PAGE_LIMITS);
    const position = page.cursor === null ? null : positionAt(sort, page.cursor);
    const stretch = { filter, sort, position, limit: page.size + 1 };
    const rows =
      categoryId === null ? await store.list(stretch) : await listInCategory(stretch, categoryId);
    loaders.rememberProducts(rows);
    const connection = buildConnection({
      rows,
      page,
      cursorOf: (product) => cursorOf(sort, product),
      node: (product) => product,
    });
    const count = countOnce(LIST_COUNT_LIMIT, (limit) =>
      categoryId === null
        ? store.count({ filter, limit })
        : countInCategory({ filter, limit }, categoryId),
    );
    return { ...connection, count };
  }
}
