import { createGroupLoader, createLoader } from '@causeway/subgraph-kit';
import type { Category } from './categories/category.ts';
import type { CategoryStore } from './categories/category-store.ts';
import type { Product } from './products/product.ts';
import type { ProductStore } from './products/product-store.ts';
import type { VariantStore } from './variants/variant-store.ts';

export type CatalogLoaders = ReturnType<typeof createCatalogLoaders>;

/** The loaders of one request: what is asked for in one tick is one statement, and asked for once. */
export function createCatalogLoaders(stores: {
  products: ProductStore;
  variants: VariantStore;
  categories: CategoryStore;
}) {
  const { products, variants, categories } = stores;

  const product = createLoader(products.findByIds, (row: Product) => row.id);
  const variant = createLoader(variants.findByIds, (row) => row.id);
  const variantsOfProduct = createGroupLoader(
    variants.findByProductIds,
    ({ productId }) => productId,
  );
  // Ancestors come with what was asked for and are remembered: a path needs no statement of its own.
  const category = createLoader(
    async (ids: readonly string[]) => remember(await categories.findWithAncestors(ids)),
    (row: Category) => row.id,
  );
  const childrenOfCategory = createGroupLoader(
    categories.findChildren,
    ({ parentId }) => parentId ?? '',
  );

  function remember(rows: readonly Category[]): readonly Category[] {
    for (const row of rows) category.prime(row.id, row);
    return rows;
  }

  return {
    product,
    variant,
    variantsOfProduct,
    category,
    childrenOfCategory,

    /** Keeps products that a list or search has read already. */
    rememberProducts(rows: readonly Product[]): void {
      for (const row of rows) product.prime(row.id, row);
    },

    /** After a write: the rest of the operation must see it. */
    forget(): void {
      product.clearAll();
      variant.clearAll();
      variantsOfProduct.clearAll();
    },
  };
}
