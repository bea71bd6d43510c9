import type { Prisma, PrismaClient } from '@causeway/orders-db';

export interface PurchaseCount {
  /** Of the variant or product. */
  readonly id: string;
  readonly count: number;
}

/** So many pieces of a variant. */
export interface Pieces {
  readonly variantId: string;
  readonly productId: string;
  readonly quantity: number;
}

export type PurchaseCountStore = ReturnType<typeof createPurchaseCountStore>;

/** Reads how many of a variant or product were bought. */
export function createPurchaseCountStore(client: PrismaClient) {
  return {
    async countOfVariants(variantIds: readonly string[]): Promise<readonly PurchaseCount[]> {
      return client.$queryRaw`
        SELECT variant_id AS id, least(quantity, ${MAXIMUM_INT})::int AS count
        FROM purchase_count WHERE variant_id = ANY(${variantIds}::uuid[])`;
    },

    /** A product has at most 50 variants, so its sum is short. */
    async countOfProducts(productIds: readonly string[]): Promise<readonly PurchaseCount[]> {
      return client.$queryRaw`
        SELECT product_id AS id, least(sum(quantity), ${MAXIMUM_INT})::int AS count
        FROM purchase_count WHERE product_id = ANY(${productIds}::uuid[])
        GROUP BY product_id`;
    },
  };
}

/** GraphQL's Int ends here; the counters do not. */
const MAXIMUM_INT = 2_147_483_647;

/**
 * Counts what was ordered. The counters are locked until the transaction ends, so this comes last in
 * it, and they are locked in the order of their ids, so that two transactions never wait for each
 * other. A variant occurs at most once.
 */
export async function countPurchases(
  transaction: Prisma.TransactionClient,
  pieces: readonly Pieces[],
): Promise<void> {
  const { variantIds, productIds, quantities } = columnsOf(pieces);
  await transaction.$executeRaw`
    INSERT INTO purchase_count AS counter (variant_id, product_id, quantity)
    SELECT * FROM unnest(${variantIds}::uuid[], ${productIds}::uuid[], ${quantities}::bigint[])
      AS ordered (variant_id, product_id, quantity)
    ORDER BY variant_id
    ON CONFLICT (variant_id) DO UPDATE SET quantity = counter.quantity + excluded.quantity`;
}

/** Takes back what `countPurchases` counted, when an order comes to nothing; with the same locks. */
export async function discountPurchases(
  transaction: Prisma.TransactionClient,
  orderId: string,
): Promise<void> {
  await transaction.$executeRaw`
    WITH ordered AS (
      SELECT variant_id, quantity FROM order_line WHERE order_id = ${orderId}::uuid
    ), locked AS (
      SELECT counter.variant_id, ordered.quantity
      FROM purchase_count counter JOIN ordered USING (variant_id)
      ORDER BY counter.variant_id
      FOR UPDATE OF counter
    )
    UPDATE purchase_count counter SET quantity = counter.quantity - locked.quantity
    FROM locked WHERE locked.variant_id = counter.variant_id`;
}

function columnsOf(pieces: readonly Pieces[]) {
  return {
    variantIds: pieces.map(({ variantId }) => variantId),
    productIds: pieces.map(({ productId }) => productId),
    quantities: pieces.map(({ quantity }) => quantity),
  };
}
