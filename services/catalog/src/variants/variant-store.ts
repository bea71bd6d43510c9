import { Prisma, type PrismaClient } from '@causeway/catalog-db';
import type { CurrencyCode, Money } from '../pricing/money.ts';
import type { StockOutcome } from './stock.ts';
import type { Variant } from './variant.ts';

export type PriceOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'other-currency'; readonly expected: CurrencyCode };

export type VariantStore = ReturnType<typeof createVariantStore>;

/** Reads and writes the rows of `variant`. */
export function createVariantStore(client: PrismaClient) {
  return {
    async findByIds(ids: readonly string[]): Promise<readonly Variant[]> {
      return client.$queryRaw`${selectVariants} WHERE v.id = ANY(${ids}::uuid[])`;
    },

    async findByProductIds(productIds: readonly string[]): Promise<readonly Variant[]> {
      return client.$queryRaw`
        ${selectVariants} WHERE v.product_id = ANY(${productIds}::uuid[]) ORDER BY v.position`;
    },

    /** Sets a price, and with it the product's lowest. Null if there is no such variant. */
    async setPrice(id: string, price: Money): Promise<PriceOutcome | null> {
      return client.$transaction(async (transaction) => {
        const product = await lockProductOf(transaction, id);
        if (product === null) return null;
        if (product.currency !== price.currency) {
          return { kind: 'other-currency', expected: product.currency };
        }
        await transaction.variant.update({
          where: { id },
          data: { priceMinor: price.amountMinor },
          select: { id: true },
        });
        await updatePriceFrom(transaction, product.id);
        return { kind: 'changed' };
      });
    },

    /**
     * Changes the stock by what `decide` makes of it, while no one else can. Null if there is no such
     * variant.
     */
    async changeStock(
      id: string,
      decide: (current: number) => StockOutcome,
    ): Promise<StockOutcome | null> {
      return client.$transaction(async (transaction) => {
        const current = await lockStock(transaction, id);
        if (current === null) return null;
        const outcome = decide(current);
        if (outcome.kind === 'changed') {
          await transaction.variant.update({
            where: { id },
            data: { stock: outcome.stock },
            select: { id: true },
          });
        }
        return outcome;
      });
    },
  };
}

/** With the two facts of its product that a variant is never shown without. */
const selectVariants = Prisma.sql`
  SELECT v.id, v.product_id AS "productId", v.sku, v.title, v.price_minor AS "priceMinor",
    p.currency, v.weight_grams AS "weightGrams", v.attributes, v.stock,
    p.status AS "productStatus"
  FROM variant v JOIN product p ON p.id = v.product_id`;

/** Locks the product, so that of two prices set at once the second sees the first. */
async function lockProductOf(
  transaction: Prisma.TransactionClient,
  variantId: string,
): Promise<{ id: string; currency: CurrencyCode } | null> {
  const [product] = await transaction.$queryRaw<{ id: string; currency: CurrencyCode }[]>`
    SELECT p.id, p.currency FROM variant v JOIN product p ON p.id = v.product_id
    WHERE v.id = ${variantId}::uuid
    FOR UPDATE OF p`;
  return product ?? null;
}

async function updatePriceFrom(
  transaction: Prisma.TransactionClient,
  productId: string,
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE product
    SET price_from_minor = (SELECT min(price_minor) FROM variant WHERE product_id = ${productId}::uuid),
      updated_at = now()
    WHERE id = ${productId}::uuid`;
}

async function lockStock(
  transaction: Prisma.TransactionClient,
  id: string,
): Promise<number | null> {
  const [row] = await transaction.$queryRaw<{ stock: number }[]>`
    SELECT stock FROM variant WHERE id = ${id}::uuid FOR UPDATE`;
  return row?.stock ?? null;
}
