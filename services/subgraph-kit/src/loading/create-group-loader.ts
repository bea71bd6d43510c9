import DataLoader from 'dataloader';
import { MAXIMUM_BATCH_SIZE } from './batch-limit.ts';

/**
 * Makes a loader of many rows per key, in the order `loadMany` returned them; a key without rows
 * loads as an empty list. Its cache is never emptied, so make one per request.
 */
export function createGroupLoader<K extends string, V>(
  loadMany: (keys: readonly K[]) => Promise<readonly V[]>,
  keyOf: (value: V) => K,
): DataLoader<K, readonly V[]> {
  return new DataLoader<K, readonly V[]>(
    async (keys) => {
      const groups = Map.groupBy(await loadMany(keys), keyOf);
      return keys.map((key) => groups.get(key) ?? []);
    },
    { maxBatchSize: MAXIMUM_BATCH_SIZE },
  );
}
