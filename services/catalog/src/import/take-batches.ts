import type { CheckedRecord } from './check-record.ts';

/** Records that are written together, and the slugs and stock keeping units that they name. */
export interface Batch {
  readonly records: readonly CheckedRecord[];
  readonly names: ReadonlySet<string>;
}

/**
 * Groups records into batches of at most `size`. A slug or stock keeping unit comes once in a batch, so
 * that each record finds what the one before it has made.
 */
export async function* takeBatches(
  records: AsyncIterable<CheckedRecord>,
  size: number,
): AsyncGenerator<Batch> {
  let batch: CheckedRecord[] = [];
  let names = new Set<string>();
  for await (const record of records) {
    const own = namesOf(record);
    if (batch.length === size || own.some((name) => names.has(name))) {
      yield { records: batch, names };
      batch = [];
      names = new Set();
    }
    batch.push(record);
    for (const name of own) names.add(name);
  }
  if (batch.length > 0) yield { records: batch, names };
}

/** Slugs are in lower case and stock keeping units in capitals, but digits are both. */
function namesOf(record: CheckedRecord): readonly string[] {
  if (record.kind === 'invalid') return [];
  const { slug, variants } = record.product;
  return [`slug ${slug}`, ...variants.map(({ sku }) => `sku ${sku}`)];
}
