import {
  type InvalidInput,
  type Principal,
  parseId,
  requireScope,
  validateInput,
} from '@causeway/subgraph-kit';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import { type Product, WRITE_SCOPE } from './product.ts';
import { decideArchiving, decideUpdate, type UpdateRefusal } from './product-decisions.ts';
import {
  type CategoryNotFound,
  categoryNotFound,
  type ProductNotFound,
  type ProductVersionConflict,
  productNotFound,
  type SkuTaken,
  type SlugTaken,
  skuTaken,
  slugTaken,
} from './product-failures.ts';
import {
  archiveProductInput,
  type CreateProductInput,
  createProductInput,
  updateProductInput,
} from './product-input.ts';
import type { NewProduct, ProductStore } from './product-store.ts';

export type CreateProductOutcome =
  | { readonly __typename: 'CreateProductSuccess'; readonly product: Product }
  | InvalidInput
  | SlugTaken
  | SkuTaken
  | CategoryNotFound;

export type UpdateProductOutcome =
  | { readonly __typename: 'UpdateProductSuccess'; readonly product: Product }
  | InvalidInput
  | ProductNotFound
  | SlugTaken
  | CategoryNotFound
  | UpdateRefusal;

export type ArchiveProductOutcome =
  | { readonly __typename: 'ArchiveProductSuccess'; readonly product: Product }
  | InvalidInput
  | ProductNotFound
  | ProductVersionConflict;

export type ProductEditor = ReturnType<typeof createProductEditor>;

/** Writes products for one viewer. Throws UNAUTHENTICATED or FORBIDDEN for a viewer who may not. */
export function createProductEditor(options: {
  store: ProductStore;
  loaders: CatalogLoaders;
  viewer: Principal;
}) {
  const { store, loaders, viewer } = options;

  return {
    async create(input: unknown): Promise<CreateProductOutcome> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(createProductInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { slug, categoryId, variants } = checked.value;
      const category = parseId(categoryId);
      if (category === null) return categoryNotFound(categoryId);

      const outcome = await store.insert(newProduct(checked.value, category));
      switch (outcome.kind) {
        case 'written':
          loaders.forget();
          return { __typename: 'CreateProductSuccess', product: outcome.product };
        case 'slug-taken':
          return slugTaken(slug);
        case 'category-missing':
          return categoryNotFound(categoryId);
        case 'sku-taken':
          return skuTaken(await store.findTakenSkus(variants.map(({ sku }) => sku)));
      }
    },

    async update(input: unknown): Promise<UpdateProductOutcome> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(updateProductInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { slug, categoryId } = checked.value;
      const id = parseId(checked.value.id);
      if (id === null) return productNotFound(checked.value.id);
      if (categoryId != null && parseId(categoryId) === null) return categoryNotFound(categoryId);

      const outcome = await store.update(id, (current) => decideUpdate(current, checked.value));
      switch (outcome?.kind) {
        case undefined:
          return productNotFound(id);
        case 'written':
          loaders.forget();
          return { __typename: 'UpdateProductSuccess', product: outcome.product };
        case 'refused':
          return outcome.failure;
        case 'slug-taken':
          return slugTaken(slug ?? '');
        case 'category-missing':
          return categoryNotFound(categoryId ?? '');
      }
    },

    async archive(input: unknown): Promise<ArchiveProductOutcome> {
      requireScope(viewer, WRITE_SCOPE);
      const checked = validateInput(archiveProductInput, input);
      if (checked.kind === 'invalid') return checked.failure;
      const id = parseId(checked.value.id);
      if (id === null) return productNotFound(checked.value.id);

      const outcome = await store.changeStatus(id, (current) =>
        decideArchiving(current, checked.value),
      );
      if (outcome === null) return productNotFound(id);
      if (outcome.kind === 'refused') return outcome.failure;
      loaders.forget();
      return { __typename: 'ArchiveProductSuccess', product: outcome.product };
    },
  };
}

function newProduct(input: CreateProductInput, categoryId: string): NewProduct {
  const { variants, ...product } = input;
  return {
    ...product,
    categoryId,
    currency: variants[0].price.currency,
    priceFromMinor: Math.min(...variants.map(({ price }) => price.amountMinor)),
    variants: variants.map(({ price, ...variant }) => ({
      ...variant,
      priceMinor: price.amountMinor,
    })),
  };
}
