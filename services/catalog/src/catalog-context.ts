import type { RequestContext } from '@causeway/subgraph-kit';
import { createCatalogLoaders } from './catalog-loaders.ts';
import { type Categories, createCategories } from './categories/categories.ts';
import type { CategoryStore } from './categories/category-store.ts';
import type { ProductListStore } from './listing/product-list-store.ts';
import { createProductLists, type ProductLists } from './listing/product-lists.ts';
import { createProductEditor, type ProductEditor } from './products/product-editor.ts';
import type { ProductStore } from './products/product-store.ts';
import { createProducts, type Products } from './products/products.ts';
import { createProductSearch, type ProductSearch } from './search/product-search.ts';
import type { ProductSearchStore } from './search/product-search-store.ts';
import type { TitleWordStore } from './search/title-word-store.ts';
import { createVariantEditor, type VariantEditor } from './variants/variant-editor.ts';
import type { VariantStore } from './variants/variant-store.ts';
import { createVariants, type Variants } from './variants/variants.ts';

export interface CatalogStores {
  readonly products: ProductStore;
  readonly productLists: ProductListStore;
  readonly productSearch: ProductSearchStore;
  readonly titleWords: TitleWordStore;
  readonly variants: VariantStore;
  readonly categories: CategoryStore;
}

/** What resolvers work with: the catalog as the caller of this request may see and change it. */
export interface CatalogContext extends RequestContext {
  readonly products: Products;
  readonly productEditor: ProductEditor;
  readonly productLists: ProductLists;
  readonly productSearch: ProductSearch;
  readonly variants: Variants;
  readonly variantEditor: VariantEditor;
  readonly categories: Categories;
}

export function createCatalogContext(
  request: RequestContext,
  stores: CatalogStores,
): CatalogContext {
  const viewer = request.principal;
  const loaders = createCatalogLoaders(stores);
  return {
    ...request,
    products: createProducts({ store: stores.products, loaders, viewer }),
    productEditor: createProductEditor({ store: stores.products, loaders, viewer }),
    productLists: createProductLists({ store: stores.productLists, loaders, viewer }),
    productSearch: createProductSearch({
      store: stores.productSearch,
      titleWords: stores.titleWords,
      loaders,
      viewer,
    }),
    variants: createVariants({ loaders, viewer }),
    variantEditor: createVariantEditor({ store: stores.variants, loaders, viewer }),
    categories: createCategories({ store: stores.categories, loaders }),
  };
}
