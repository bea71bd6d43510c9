import { Prisma, type PrismaClient } from '@causeway/catalog-db';
import type { Attributes } from '../attributes/attributes.ts';
import type { CurrencyCode } from '../pricing/money.ts';
import type { Product, ProductStatus } from './product.ts';
import { violatedConstraint } from './violated-constraint.ts';

export interface NewProduct {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly status: ProductStatus;
  readonly categoryId: string;
  readonly currency: CurrencyCode;
  readonly priceFromMinor: number;
  readonly attributes: Attributes;
  readonly variants: readonly NewVariant[];
}

interface NewVariant {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly weightGrams: number;
  readonly attributes: Attributes;
  readonly stock: number;
}

export type ProductChanges = Partial<
  Pick<Product, 'slug' | 'title' | 'description' | 'categoryId' | 'status' | 'attributes'>
>;

/** What the database refused, and only it can know. */
export type ProductConflict =
  | { readonly kind: 'slug-taken' }
  | { readonly kind: 'category-missing' };

export type SkuConflict = { readonly kind: 'sku-taken' };

export type Written = { readonly kind: 'written'; readonly product: Product };

export type Refused<F> = { readonly kind: 'refused'; readonly failure: F };

/** What to do with the product as it is: write these changes, or leave it and answer with a refusal. */
export type Decision<F, C extends ProductChanges = ProductChanges> =
  | { readonly kind: 'write'; readonly changes: C }
  | { readonly kind: 'refuse'; readonly failure: F };

export type ProductStore = ReturnType<typeof createProductStore>;

/** Reads and writes the rows of `product`. */
export function createProductStore(client: PrismaClient) {
  return {
    async findByIds(ids: readonly string[]): Promise<readonly Product[]> {
      return (await client.product.findMany({ where: { id: { in: [...ids] } } })).map(toProduct);
    },

    async findBySlug(slug: string): Promise<Product | null> {
      const row = await client.product.findUnique({ where: { slug } });
      return row && toProduct(row);
    },

    /** Inserts a product and its variants, or nothing. */
    async insert({
      variants,
      ...product
    }: NewProduct): Promise<Written | ProductConflict | SkuConflict> {
      const data = variants.map((variant, position) => ({ ...variant, position }));
      return orConflict(insertConflicts, async () => {
        const row = await client.product.create({
          data: { ...product, variants: { createMany: { data } } },
        });
        return { kind: 'written', product: toProduct(row) };
      });
    },

    /**
     * Changes a product by what `decide` makes of its current state, which no one else can change
     * meanwhile. Null if there is none.
     */
    async update<F>(
      id: string,
      decide: (current: Product) => Decision<F>,
    ): Promise<Written | Refused<F> | ProductConflict | null> {
      return orConflict(productConflicts, () => changeLocked(client, id, decide));
    },

    /** The same for changes of the status alone, which no constraint refuses. */
    async changeStatus<F>(
      id: string,
      decide: (current: Product) => Decision<F, Pick<ProductChanges, 'status'>>,
    ): Promise<Written | Refused<F> | null> {
      return changeLocked(client, id, decide);
    },

    async findTakenSkus(skus: readonly string[]): Promise<readonly string[]> {
      const rows = await client.variant.findMany({
        where: { sku: { in: [...skus] } },
        select: { sku: true },
        orderBy: { sku: 'asc' },
      });
      return rows.map(({ sku }) => sku);
    },
  };
}

/** The columns of `product p` under the names of `Product`, for statements Prisma cannot write. */
export const productColumns = Prisma.sql`
  p.id, p.slug, p.title, p.description, p.status, p.category_id AS "categoryId", p.currency,
  p.price_from_minor AS "priceFromMinor", p.attributes, p.version, p.created_at AS "createdAt",
  p.updated_at AS "updatedAt"`;

async function changeLocked<F>(
  client: PrismaClient,
  id: string,
  decide: (current: Product) => Decision<F>,
): Promise<Written | Refused<F> | null> {
  return client.$transaction(async (transaction) => {
    const current = await lockProduct(transaction, id);
    if (current === null) return null;
    const decision = decide(current);
    if (decision.kind === 'refuse') return { kind: 'refused', failure: decision.failure };
    const { changes } = decision;
    if (Object.keys(changes).length === 0) return { kind: 'written', product: current };
    const data = { ...changes, version: { increment: 1 } };
    const row = await transaction.product.update({ where: { id }, data });
    return { kind: 'written', product: toProduct(row) };
  });
}

async function lockProduct(
  transaction: Prisma.TransactionClient,
  id: string,
): Promise<Product | null> {
  const [product] = await transaction.$queryRaw<Product[]>`
    SELECT ${productColumns} FROM product p WHERE p.id = ${id}::uuid FOR UPDATE`;
  return product ?? null;
}

type ProductRow = Awaited<ReturnType<PrismaClient['product']['findUniqueOrThrow']>>;

/** Only `attributesInput` writes that column, so what it holds is known. */
function toProduct(row: ProductRow): Product {
  return { ...row, attributes: row.attributes as Attributes };
}

/** Runs a write; when a constraint refuses it, returns what that means. */
async function orConflict<T, C>(
  conflicts: Readonly<Record<string, C>>,
  write: () => Promise<T>,
): Promise<T | C> {
  try {
    return await write();
  } catch (error) {
    const conflict = conflicts[violatedConstraint(error) ?? ''];
    if (conflict === undefined) throw error;
    return conflict;
  }
}

const productConflicts: Readonly<Record<string, ProductConflict>> = {
  product_slug_key: { kind: 'slug-taken' },
  product_category_id_fkey: { kind: 'category-missing' },
};

const insertConflicts: Readonly<Record<string, ProductConflict | SkuConflict>> = {
  ...productConflicts,
  variant_sku_key: { kind: 'sku-taken' },
};
