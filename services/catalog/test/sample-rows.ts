import { randomUUID } from 'node:crypto';
import type { Prisma, PrismaClient } from '@causeway/catalog-db';

type ProductOverrides = Partial<Prisma.ProductUncheckedCreateInput> & {
  variants?: readonly Partial<Prisma.VariantUncheckedCreateWithoutProductInput>[];
};

/** Makes a category at the top of the tree, or below `parent`. */
export async function insertCategory(
  database: PrismaClient,
  { parent, name = 'Things' }: { parent?: { id: string; path: string[] }; name?: string } = {},
) {
  const id = randomUUID();
  return database.category.create({
    data: {
      id,
      slug: `category-${id}`,
      name,
      parentId: parent?.id ?? null,
      path: [...(parent?.path ?? []), id],
      position: 0,
    },
  });
}

/** Makes a product on sale with one variant, unless told otherwise. */
export async function insertProduct(
  database: PrismaClient,
  { variants = [{}], ...product }: ProductOverrides = {},
) {
  const id = randomUUID();
  const rows = variants.map((variant, position) => ({
    sku: `SKU-${randomUUID().toUpperCase()}`,
    title: `Variant ${position}`,
    priceMinor: 1_000,
    weightGrams: 100,
    attributes: {},
    stock: 5,
    position,
    ...variant,
  }));
  return database.product.create({
    data: {
      id,
      slug: `product-${id}`,
      title: 'A thing',
      description: '',
      status: 'ACTIVE',
      categoryId: product.categoryId ?? (await insertCategory(database)).id,
      currency: 'EUR',
      priceFromMinor: Math.min(...rows.map(({ priceMinor }) => priceMinor)),
      attributes: {},
      ...product,
      variants: { createMany: { data: rows } },
    },
    include: { variants: { orderBy: { position: 'asc' } } },
  });
}
