import type { withClient } from '@causeway/database';
import type { Shelf } from '../world/stock-shelves.ts';

export type Client = Parameters<Parameters<typeof withClient>[1]>[0];

interface Row {
  readonly id: string;
  readonly stock: number;
  readonly taken: number;
}

/** What is wrong with the stock at this moment: pieces that are fewer than none, or do not add up. */
export async function stockFaults(
  client: Client,
  shelves: readonly Shelf[],
): Promise<readonly string[]> {
  // One statement, and so one moment.
  const { rows } = await client.query<Row>(`
    SELECT variant.id, variant.stock, coalesce(sum(line.quantity), 0)::int AS taken
    FROM catalog.variant
      LEFT JOIN (
        catalog.reservation_line line
        JOIN catalog.reservation USING (order_id)
      ) ON line.variant_id = variant.id AND reservation.state IN ('HELD', 'SOLD')
    GROUP BY variant.id, variant.stock`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return shelves.flatMap(({ variantId, stock: initial }) => {
    const { stock = Number.NaN, taken = Number.NaN } = found.get(variantId) ?? {};
    if (stock >= 0 && stock + taken === initial) return [];
    return [`variant ${variantId}: ${stock} left and ${taken} taken of ${initial}`];
  });
}
