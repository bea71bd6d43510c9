/** So many matches are counted, and then that there are more: a count reads all that it counts. */
const COUNT_LIMIT = 10_000;

/** How many matches there are; where it is not exact, there are more. */
export interface BoundedCount {
  readonly count: number;
  readonly precision: 'EXACT' | 'AT_LEAST';
}

/** Counts up to a limit, when first asked to, and remembers it: two fields of a connection tell of it. */
export function countOnce(
  countUpTo: (limit: number) => Promise<number>,
): () => Promise<BoundedCount> {
  let counted: Promise<number> | undefined;
  return async () => {
    counted ??= countUpTo(COUNT_LIMIT + 1);
    const count = await counted;
    return count > COUNT_LIMIT
      ? { count: COUNT_LIMIT, precision: 'AT_LEAST' }
      : { count, precision: 'EXACT' };
  };
}
