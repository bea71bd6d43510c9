import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';

/** A variant that everybody wants, and how many there are of it. */
export interface Shelf {
  readonly variantId: string;
  readonly stock: number;
}

/** Puts a few variants on sale. */
export async function stockShelves(
  adminUrl: string,
  { variants, stock }: { variants: number; stock: number },
): Promise<readonly Shelf[]> {
  const shelves = Array.from({ length: variants }, () => ({ variantId: randomUUID(), stock }));
  const categoryId = randomUUID();
  const productId = randomUUID();
  await withClient(adminUrl, async (client) => {
    await client.query(
      `INSERT INTO catalog.category (id, slug, name, path, position)
       VALUES ($1, 'torture', 'Torture', ARRAY[$1::uuid], 0)`,
      [categoryId],
    );
    await client.query(
      `INSERT INTO catalog.product
         (id, slug, title, description, status, category_id, currency, price_from_minor,
          attributes, updated_at)
       VALUES ($1, 'wanted', 'What everybody wants', '', 'ACTIVE', $2, 'EUR', 1000, '{}', now())`,
      [productId, categoryId],
    );
    for (const [position, { variantId }] of shelves.entries()) {
      await client.query(
        `INSERT INTO catalog.variant
           (id, product_id, sku, title, price_minor, weight_grams, attributes, stock, position)
         VALUES ($1, $2, $3, 'One', 1000, 100, '{}', $4, $5)`,
        [variantId, productId, `TORTURE-${position}`, stock, position],
      );
    }
  });
  return shelves;
}
