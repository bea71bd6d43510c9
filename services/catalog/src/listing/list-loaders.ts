import { createGroupLoader, createLoader } from '@causeway/subgraph-kit';
import type { Product } from '../products/product.ts';
import type { Counted, ProductListStore, Stretch } from './product-list-store.ts';

/**
 * Loaders of the lists of categories. Each stretch has a loader of its own, since one statement reads
 * one stretch of many categories: `categories { products(first: 5) { … } }` is one statement.
 */
export function createListLoaders(store: ProductListStore) {
  const ofStretch = remember((stretch: Stretch) =>
    createGroupLoader(
      (categoryIds: readonly string[]) => store.listInCategories(stretch, categoryIds),
      ({ listedIn }) => listedIn,
    ),
  );
  const ofFilter = remember((counted: Counted) =>
    createLoader(
      (categoryIds: readonly string[]) => store.countInCategories(counted, categoryIds),
      ({ listedIn }) => listedIn,
    ),
  );

  return {
    async listInCategory(stretch: Stretch, categoryId: string): Promise<readonly Product[]> {
      return ofStretch(stretch).load(categoryId);
    },

    async countInCategory(counted: Counted, categoryId: string): Promise<number> {
      return (await ofFilter(counted).load(categoryId))?.count ?? 0;
    },
  };
}

/** Makes something once per argument. Equal arguments have equal JSON: both come out of one parser. */
function remember<A, V>(make: (argument: A) => V): (argument: A) => V {
  const made = new Map<string, V>();
  return (argument) => {
    const key = JSON.stringify(argument);
    const value = made.get(key) ?? make(argument);
    made.set(key, value);
    return value;
  };
}
