import { parseId } from '@causeway/subgraph-kit';
import type { OrdersLoaders } from '../orders-loaders.ts';
import type { ProductReference, VariantReference } from '../references.ts';

export type PurchaseCounts = ReturnType<typeof createPurchaseCounts>;

/** How many pieces were bought, for everyone to see. What nobody bought counts 0. */
export function createPurchaseCounts({ loaders }: { loaders: OrdersLoaders }) {
  async function countOf(
    loader: OrdersLoaders['purchaseCountOfVariant'],
    id: string,
  ): Promise<number> {
    const key = parseId(id);
    return (key === null ? null : await loader.load(key))?.count ?? 0;
  }

  return {
    ofVariant: ({ id }: VariantReference) => countOf(loaders.purchaseCountOfVariant, id),
    ofProduct: ({ id }: ProductReference) => countOf(loaders.purchaseCountOfProduct, id),
  };
}
