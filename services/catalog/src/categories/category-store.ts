import type { Prisma, PrismaClient } from '@causeway/catalog-db';
import type { Category } from './category.ts';

export type CategoryStore = ReturnType<typeof createCategoryStore>;

/** Reads the rows of `category`. */
export function createCategoryStore(client: PrismaClient) {
  return {
    /** The categories and everything above them: who shows a category mostly shows its path. */
    async findWithAncestors(ids: readonly string[]): Promise<readonly Category[]> {
      return client.$queryRaw`
        SELECT c.id, c.slug, c.name, c.parent_id AS "parentId", c.path
        FROM category c
        WHERE c.id IN (SELECT unnest(d.path) FROM category d WHERE d.id = ANY(${ids}::uuid[]))`;
    },

    async findBySlug(slug: string): Promise<Category | null> {
      return client.category.findUnique({ where: { slug }, select: columns });
    },

    async findRoots(): Promise<readonly Category[]> {
      return client.category.findMany({ where: { parentId: null }, select: columns, orderBy });
    },

    async findChildren(parentIds: readonly string[]): Promise<readonly Category[]> {
      return client.category.findMany({
        where: { parentId: { in: [...parentIds] } },
        select: columns,
        orderBy,
      });
    },
  };
}

const columns = {
  id: true,
  slug: true,
  name: true,
  parentId: true,
  path: true,
} satisfies Prisma.CategorySelect;

const orderBy = [
  { position: 'asc' },
  { id: 'asc' },
] satisfies Prisma.CategoryOrderByWithRelationInput[];
