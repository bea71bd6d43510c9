/** Small, so that no transaction is long; several processes may delete at once, each its own rows. */
const BATCH_SIZE = 1_000;

/** Deletes all there is to delete; `deleteSome` deletes up to `limit` and returns how many. */
export async function deleteInBatches(
  deleteSome: (limit: number) => Promise<number>,
): Promise<void> {
  let deleted: number;
  do {
    deleted = await deleteSome(BATCH_SIZE);
  } while (deleted === BATCH_SIZE);
}
