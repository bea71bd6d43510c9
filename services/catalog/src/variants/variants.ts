import type { Principal } from '@causeway/subgraph-kit';
import { parseId } from '@causeway/subgraph-kit';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import type { Product } from '../products/product.ts';
import { isVariantVisible, type Variant } from './variant.ts';

export type Variants = ReturnType<typeof createVariants>;

/** Finds the variants that one viewer may see. */
export function createVariants(options: { loaders: CatalogLoaders; viewer: Principal }) {
  const { loaders, viewer } = options;

  return {
    async findById(id: string): Promise<Variant | null> {
      const key = parseId(id);
      const variant = key === null ? null : await loaders.variant.load(key);
      return variant !== null && isVariantVisible(variant, viewer) ? variant : null;
    },

    /** Of a product that the viewer sees. */
    async listOfProduct({ id }: Product): Promise<readonly Variant[]> {
      return loaders.variantsOfProduct.load(id);
    },
  };
}
