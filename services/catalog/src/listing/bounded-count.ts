/** So many of a list are counted, and then that there are more: a count reads all that it counts. */
export const LIST_COUNT_LIMIT = 10_000;

/** How many matches there are; where it is not exact, there are more. */
export interface BoundedCount {
  readonly count: number;
  readonly precision: 'EXACT' | 'AT_LEAST';
}

/** Counts up to `limit`, when first asked to, and remembers it: two fields of a connection tell of it. */
export function countOnce(
  limit: number,
  countUpTo: (limit: number) => Promise<number>,
): () => Promise<BoundedCount> {
  let counted: Promise<number> | undefined;
  return async () => {
    counted ??= countUpTo(limit + 1);
    const count = await counted;
    return count > limit ? { count: limit, precision: 'AT_LEAST' } : { count, precision: 'EXACT' };
  };
}
