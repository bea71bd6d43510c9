import { parseId } from '@causeway/subgraph-kit';
import type { CatalogLoaders } from '../catalog-loaders.ts';
import { findByName } from '../validation/find-by-name.ts';
import type { Category } from './category.ts';
import type { CategoryStore } from './category-store.ts';

export type Categories = ReturnType<typeof createCategories>;

/** The category tree, which everybody may see. */
export function createCategories(options: { store: CategoryStore; loaders: CatalogLoaders }) {
  const { store, loaders } = options;

  async function findById(id: string): Promise<Category | null> {
    const key = parseId(id);
    return key === null ? null : loaders.category.load(key);
  }

  /** A category that a row refers to, which a foreign key keeps in place. */
  async function get(id: string): Promise<Category> {
    const category = await loaders.category.load(id);
    if (category === null) throw new Error(`The category ${id} is referred to but missing.`);
    return category;
  }

  return {
    findById,

    /** By either name. Throws BAD_USER_INPUT unless exactly one is given. */
    async find(name: { id: string | null; slug: string | null }): Promise<Category | null> {
      return findByName(name, { id: findById, slug: store.findBySlug });
    },

    get,

    async listRoots(): Promise<readonly Category[]> {
      return store.findRoots();
    },

    async listChildren({ id }: Category): Promise<readonly Category[]> {
      return loaders.childrenOfCategory.load(id);
    },

    /** From the top of the tree down to the category. */
    async listPath({ path }: Category): Promise<readonly Category[]> {
      return Promise.all(path.map(get));
    },
  };
}
