import type { Principal } from '@causeway/subgraph-kit';
import { parseId } from '@causeway/subgraph-kit';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import { findByName } from '../validation/find-by-name.ts';
import { isVisible, type Product } from './product.ts';
import type { ProductStore } from './product-store.ts';

export type Products = ReturnType<typeof createProducts>;

/** Finds the products that one viewer may see. */
export function createProducts(options: {
  store: ProductStore;
  loaders: CatalogLoaders;
  viewer: Principal;
}) {
  const { store, loaders, viewer } = options;
  const ifVisible = (product: Product | null) =>
    product !== null && isVisible(product, viewer) ? product : null;

  async function findById(id: string): Promise<Product | null> {
    const key = parseId(id);
    return key === null ? null : ifVisible(await loaders.product.load(key));
  }

  async function findBySlug(slug: string): Promise<Product | null> {
    const product = await store.findBySlug(slug);
    if (product !== null) loaders.rememberProducts([product]);
    return ifVisible(product);
  }

  return {
    findById,

    /** By either name. Throws BAD_USER_INPUT unless exactly one is given. */
    async find(name: { id: string | null; slug: string | null }): Promise<Product | null> {
      return findByName(name, { id: findById, slug: findBySlug });
    },

    /** The product that a variant belongs to: who sees the variant sees it, and it is always there. */
    async getOfVariant({ productId }: { productId: string }): Promise<Product> {
      const product = await loaders.product.load(productId);
      if (product === null) throw new Error(`The product ${productId} of a variant is missing.`);
      return product;
    },
  };
}
