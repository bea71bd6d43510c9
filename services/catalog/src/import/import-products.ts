import { createReadStream } from 'node:fs';
import { createTimeOrderedId } from '@causeway/subgraph-kit';
import { type CheckedRecord, checkRecord, type ValidRecord } from './check-record.ts';
import { decideImport, type Holdings, type ImportDecision } from './decide-import.ts';
import { type FileRecord, ImportFileError } from './file-record.ts';
import type { ImportProgress, RecordRange } from './import-progress.ts';
import type { BatchToWrite, Decided, Found, ImportStore, Names } from './import-store.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import type { Refusal, ReportFile } from './report-file.ts';
import { takeBatches } from './take-batches.ts';
import { writeAtOnce } from './write-at-once.ts';

const BATCH_SIZE = 500;
/** So many batches are being written; PostgreSQL computes for each on a core of its own. */
export const BATCHES_AT_ONCE = 3;
const CHUNK_BYTES = 1_048_576;

export type ImportFormat = 'csv' | 'jsonl';

export interface ImportOptions {
  readonly file: { readonly path: string; readonly sha256: string; readonly format: ImportFormat };
  readonly store: ImportStore;
  readonly report: ReportFile;
  /** As `store.begin` says. */
  readonly progress: ImportProgress;
  readonly done: readonly RecordRange[];
  readonly onProgress: (progress: ImportProgress, readBytes: number) => void;
}

/**
 * Imports what is left of a file, batch by batch: the products of a batch and the progress are written
 * together, so that a process that dies at any moment leaves nothing half done, and the next one nothing
 * to do twice. Throws ImportFileError for a file that cannot be imported at all.
 */
export async function importProducts(options: ImportOptions): Promise<ImportProgress> {
  const { file, store, report, done, onProgress } = options;
  let { progress } = options;
  const bytes = createReadStream(file.path, { highWaterMark: CHUNK_BYTES });
  const read = file.format === 'csv' ? readCsv : readJsonLines;
  const batches = takeBatches(checkUndone(read(bytes), done), BATCH_SIZE);
  await writeAtOnce(batches, BATCHES_AT_ONCE, async ({ records }) => {
    const written = await store.writeBatch(batchOf(records, file.sha256, report));
    if (written === null) throw new ImportFileError('Another import of this file is running.');
    if (written.records > progress.records) progress = written;
    onProgress(progress, bytes.bytesRead);
  });
  await store.finish(file.sha256);
  return progress;
}

/** The records that are done are only counted. */
async function* checkUndone(
  records: AsyncIterable<FileRecord>,
  done: readonly RecordRange[],
): AsyncGenerator<CheckedRecord> {
  for await (const record of records) {
    const isDone = done.some(({ from, to }) => from <= record.number && record.number < to);
    if (!isDone) yield checkRecord(record);
  }
}

function batchOf(
  records: readonly CheckedRecord[],
  fileSha256: string,
  report: ReportFile,
): BatchToWrite {
  let refusals: readonly Refusal[] = [];
  return {
    fileSha256,
    numbers: records.map(({ number }) => number),
    names: namesOf(records),
    decide(found) {
      const decided = decideBatch(records, found);
      refusals = decided.refusals;
      return decided;
    },
    report: (reportBytes) => report.write(reportBytes, refusals),
  };
}

function namesOf(records: readonly CheckedRecord[]): Names {
  const products = records.flatMap((record) => (record.kind === 'valid' ? [record.product] : []));
  return {
    slugs: products.map(({ slug }) => slug),
    skus: products.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
    categories: [...new Set(products.map(({ category }) => category))],
  };
}

function decideBatch(
  records: readonly CheckedRecord[],
  found: Found,
): Decided & { refusals: readonly Refusal[] } {
  const holdingsOf = createHoldings(found);
  const now = new Date();
  const rows: Decided['rows'][number][] = [];
  const refusals: Refusal[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const record of records) {
    const decision = decideRecord(record, holdingsOf, () => createTimeOrderedId(now));
    counts[decision.kind] += 1;
    if (decision.kind === 'refused') refusals.push(...decision.refusals);
    else if (decision.kind !== 'unchanged') rows.push(decision);
  }
  return { rows, counts, refusals };
}

function decideRecord(
  record: CheckedRecord,
  holdingsOf: (record: ValidRecord) => Holdings,
  createId: () => string,
): Reported | Exclude<ImportDecision, { kind: 'refused' }> {
  if (record.kind === 'invalid') return { kind: 'refused', refusals: record.refusals };
  const decision = decideImport(record.product, holdingsOf(record), createId);
  if (decision.kind !== 'refused') return decision;
  return { kind: 'refused', refusals: record.refuse(decision.faults) };
}

interface Reported {
  readonly kind: 'refused';
  readonly refusals: readonly Refusal[];
}

function createHoldings({ products, variants, categories }: Found) {
  const productBySlug = new Map(products.map((product) => [product.slug, product]));
  const variantsByProduct = Map.groupBy(variants, ({ productId }) => productId);
  const ownerBySku = new Map(variants.map(({ sku, productId }) => [sku, productId]));
  const categoryBySlug = new Map(categories.map(({ slug, id }) => [slug, id]));

  return ({ product: record }: ValidRecord): Holdings => {
    const product = productBySlug.get(record.slug) ?? null;
    const ofProduct = product === null ? [] : (variantsByProduct.get(product.id) ?? []);
    const takenSkus = record.variants
      .map(({ sku }) => sku)
      .filter((sku) => ownerBySku.has(sku) && ownerBySku.get(sku) !== product?.id);
    return {
      product,
      variants: ofProduct,
      categoryId: categoryBySlug.get(record.category) ?? null,
      takenSkus,
    };
  };
}
