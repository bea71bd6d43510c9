import type { Prisma, PrismaClient } from '@causeway/orders-db';
import type { CartLine } from './cart.ts';
import type { Changed } from './change-cart.ts';

export type CartStore = ReturnType<typeof createCartStore>;

/** Reads and writes carts. */
export function createCartStore(client: PrismaClient) {
  return {
    async findLines(userId: string): Promise<readonly CartLine[]> {
      return readLines(client, userId);
    },

    /**
     * Changes a cart to what `decide` makes of its current lines, which no one else can change
     * meanwhile. Any other outcome of it leaves the cart alone and is returned.
     */
    async change<O extends { readonly kind: string }>(
      userId: string,
      decide: (current: readonly CartLine[]) => Changed | O,
    ): Promise<Changed | O> {
      return client.$transaction(async (transaction) => {
        await makeAndLockCart(transaction, userId);
        const current = await readLines(transaction, userId);
        const outcome = decide(current);
        if (isChanged(outcome)) await writeLines(transaction, { userId, current, ...outcome });
        return outcome;
      });
    },
  };
}

function isChanged(outcome: { readonly kind: string }): outcome is Changed {
  return outcome.kind === 'changed';
}

async function makeAndLockCart(
  transaction: Prisma.TransactionClient,
  userId: string,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO cart (user_id, updated_at) VALUES (${userId}::uuid, now())
    ON CONFLICT (user_id) DO UPDATE SET updated_at = excluded.updated_at`;
}

/**
 * Locks a cart until the end of the transaction. Its lines must be read by another statement, after
 * this: one that waits for a lock sees other tables as they were before it waited.
 */
export async function lockCart(
  transaction: Prisma.TransactionClient,
  userId: string,
): Promise<void> {
  await transaction.$queryRaw`SELECT user_id FROM cart WHERE user_id = ${userId}::uuid FOR UPDATE`;
}

/** The lines of a cart in the order in which they were added. */
export async function readLines(
  client: Prisma.TransactionClient,
  userId: string,
): Promise<readonly CartLine[]> {
  return client.cartLine.findMany({
    where: { userId },
    select: { variantId: true, quantity: true },
    orderBy: [{ addedAt: 'asc' }, { variantId: 'asc' }],
  });
}

/** Writes only what differs. */
async function writeLines(
  transaction: Prisma.TransactionClient,
  cart: { userId: string; current: readonly CartLine[]; lines: readonly CartLine[] },
): Promise<void> {
  const { userId, current, lines } = cart;
  const kept = new Set(lines.map(({ variantId }) => variantId));
  const gone = current.map(({ variantId }) => variantId).filter((id) => !kept.has(id));
  if (gone.length > 0) {
    await transaction.cartLine.deleteMany({ where: { userId, variantId: { in: gone } } });
  }
  const before = new Map(current.map(({ variantId, quantity }) => [variantId, quantity]));
  const different = lines.filter(({ variantId, quantity }) => before.get(variantId) !== quantity);
  if (different.length > 0) await upsertLines(transaction, userId, different);
}

async function upsertLines(
  transaction: Prisma.TransactionClient,
  userId: string,
  lines: readonly CartLine[],
): Promise<void> {
  const variantIds = lines.map(({ variantId }) => variantId);
  const quantities = lines.map(({ quantity }) => quantity);
  await transaction.$executeRaw`
    INSERT INTO cart_line (user_id, variant_id, quantity)
    SELECT ${userId}::uuid, * FROM unnest(${variantIds}::uuid[], ${quantities}::smallint[])
    ON CONFLICT (user_id, variant_id) DO UPDATE SET quantity = excluded.quantity`;
}

/** Empties a cart that is locked. */
export async function deleteLines(
  transaction: Prisma.TransactionClient,
  userId: string,
): Promise<void> {
  await transaction.cartLine.deleteMany({ where: { userId } });
}
