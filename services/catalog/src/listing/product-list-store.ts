import { Prisma, type PrismaClient } from '@causeway/catalog-db';
import type { Product } from '../products/product.ts';
import { productColumns } from '../products/product-store.ts';
import { productConditions } from './product-conditions-store.ts';
import type { ProductFilter } from './product-filter.ts';
import type { ProductPosition, ProductSort } from './product-order.ts';

/** A stretch of a list: at most `limit` products in this order, after `position`. */
export interface Stretch {
  readonly filter: ProductFilter;
  readonly sort: ProductSort;
  readonly position: ProductPosition | null;
  readonly limit: number;
}

/** The products that a filter finds, counted up to a limit. */
export interface Counted {
  readonly filter: ProductFilter;
  readonly limit: number;
}

/** A product in the list of the category it was asked for, at or above its own. */
export interface ListedProduct extends Product {
  readonly listedIn: string;
}

export type ProductListStore = ReturnType<typeof createProductListStore>;

/** Reads ordered lists of products. */
export function createProductListStore(client: PrismaClient) {
  return {
    async list(stretch: Stretch): Promise<readonly Product[]> {
      return client.$queryRaw`${selectStretch(stretch)}`;
    },

    /**
     * Reads the same stretch of the lists of several categories, each with everything below it.
     * Each category of the tree gives its own first products straight from an index that is in the
     * order of the list, and the best of those are merged: the cost follows the length of the page
     * and the number of categories, not the number of products in them.
     */
    async listInCategories(
      stretch: Stretch,
      categoryIds: readonly string[],
    ): Promise<readonly ListedProduct[]> {
      const { filter, sort, limit } = stretch;
      const order = orderBy(sort);
      return client.$queryRaw`
        SELECT root.id AS "listedIn", ${productColumns}
        FROM unnest(${categoryIds}::uuid[]) AS root(id) CROSS JOIN LATERAL (
          SELECT p.* FROM category c CROSS JOIN LATERAL (
            SELECT p.* FROM product p
            WHERE p.category_id = c.id AND ${conditions(stretch)}
            ORDER BY ${order} LIMIT ${limit}
          ) p
          WHERE ${isWithin(filter)}
          ORDER BY ${order} LIMIT ${limit}
        ) p
        ORDER BY root.id, ${order}`;
    },

    async count({ filter, limit }: Counted): Promise<number> {
      const [row] = await client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM (
          SELECT FROM product p WHERE ${all(productConditions(filter))} LIMIT ${limit}
        ) AS counted`;
      return Number(row?.count);
    },

    async countInCategories(
      { filter, limit }: Counted,
      categoryIds: readonly string[],
    ): Promise<readonly { listedIn: string; count: number }[]> {
      const rows = await client.$queryRaw<{ listedIn: string; count: bigint }[]>`
        SELECT root.id AS "listedIn", counted.count
        FROM unnest(${categoryIds}::uuid[]) AS root(id) CROSS JOIN LATERAL (
          SELECT count(*) FROM (
            SELECT FROM category c JOIN product p ON p.category_id = c.id
            WHERE ${isWithin(filter)} AND ${all(productConditions(filter))} LIMIT ${limit}
          ) AS found
        ) AS counted`;
      return rows.map(({ listedIn, count }) => ({ listedIn, count: Number(count) }));
    },
  };
}

function selectStretch(stretch: Stretch): Prisma.Sql {
  return Prisma.sql`
    SELECT ${productColumns} FROM product p WHERE ${conditions(stretch)}
    ORDER BY ${orderBy(stretch.sort)} LIMIT ${stretch.limit}`;
}

function conditions({ filter, position }: Stretch): Prisma.Sql {
  return all([...productConditions(filter), ...(position === null ? [] : [isAfter(position)])]);
}

/** `c` is at or below `root`, and below the filter's category too if that has one. */
function isWithin({ categoryId }: ProductFilter): Prisma.Sql {
  if (categoryId === null) return Prisma.sql`c.path @> ARRAY[root.id]`;
  return Prisma.sql`c.path @> ARRAY[root.id, ${categoryId}::uuid]`;
}

function orderBy(sort: ProductSort): Prisma.Sql {
  switch (sort) {
    case 'NEWEST':
      return Prisma.sql`p.created_at DESC, p.id DESC`;
    case 'PRICE_ASC':
      return Prisma.sql`p.price_from_minor, p.id`;
    case 'PRICE_DESC':
      return Prisma.sql`p.price_from_minor DESC, p.id DESC`;
    case 'TITLE':
      return Prisma.sql`p.title, p.id`;
  }
}

/** Compares the whole key as one row, which PostgreSQL turns into a start within the index. */
function isAfter(position: ProductPosition): Prisma.Sql {
  switch (position.sort) {
    case 'NEWEST':
      return Prisma.sql`(p.created_at, p.id) < (${position.createdAt}, ${position.id}::uuid)`;
    case 'PRICE_ASC':
      return Prisma.sql`(p.price_from_minor, p.id) > (${position.priceFromMinor}, ${position.id}::uuid)`;
    case 'PRICE_DESC':
      return Prisma.sql`(p.price_from_minor, p.id) < (${position.priceFromMinor}, ${position.id}::uuid)`;
    case 'TITLE':
      return Prisma.sql`(p.title, p.id) > (${position.title}, ${position.id}::uuid)`;
  }
}

function all(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' AND ');
}
