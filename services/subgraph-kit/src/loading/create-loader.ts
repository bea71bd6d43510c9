import DataLoader from 'dataloader';
import { MAXIMUM_BATCH_SIZE } from './batch-limit.ts';

/**
 * Makes a loader of one row per key: the keys asked for in one tick become one call of `loadMany`,
 * which may return its rows in any order; a key without a row loads as null. Its cache is never
 * emptied, so make one per request.
 */
export function createLoader<K extends string, V>(
  loadMany: (keys: readonly K[]) => Promise<readonly V[]>,
  keyOf: (value: V) => K,
): DataLoader<K, V | null> {
  return new DataLoader<K, V | null>(
    async (keys) => {
      const rows = await loadMany(keys);
      const byKey = new Map(rows.map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(key) ?? null);
    },
    { maxBatchSize: MAXIMUM_BATCH_SIZE },
  );
}
