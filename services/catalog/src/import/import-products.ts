import { createReadStream } from 'node:fs';
import { createTimeOrderedId } from '@causeway/subgraph-kit';
import { type CheckedRecord, checkRecord, type ValidRecord } from './check-record.ts';
import { decideImport, type Holdings, type ImportDecision } from './decide-import.ts';
import { type FileRecord, ImportFileError } from './file-record.ts';
import type { ImportProgress } from './import-progress.ts';
import type { Decided, Found, ImportStore, Names } from './import-store.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-json-lines.ts';
import type { Refusal, ReportFile } from './report-file.ts';
import { takeBatches } from './take-batches.ts';

const BATCH_SIZE = 500;
const CHUNK_BYTES = 1_048_576;

export type ImportFormat = 'csv' | 'jsonl';

export interface ImportOptions {
  readonly file: { readonly path: string; readonly sha256: string; readonly format: ImportFormat };
  readonly store: ImportStore;
  readonly report: ReportFile;
  /** As `store.begin` says. */
  readonly progress: ImportProgress;
  readonly onProgress: (progress: ImportProgress, readBytes: number) => void;
}

/**
 * Imports the rest of a file from where its progress is, batch by batch: the products of a batch and the
 * progress are written together, so that a process that dies at any moment leaves nothing half done, and
 * the next one nothing to do twice. Throws ImportFileError for a file that cannot be imported at all.
 */
export async function importProducts(options: ImportOptions): Promise<ImportProgress> {
  const { file, store, report, onProgress } = options;
  let { progress } = options;
  const bytes = createReadStream(file.path, { highWaterMark: CHUNK_BYTES });
  const read = file.format === 'csv' ? readCsv : readJsonLines;
  for await (const batch of takeBatches(checkAfter(read(bytes), progress.records), BATCH_SIZE)) {
    const before = progress;
    const at = { fileSha256: file.sha256, records: before.records, names: namesOf(batch) };
    const written = await store.writeBatch(at, (found) =>
      decideBatch({ batch, found, before, report }),
    );
    if (written === null) throw new ImportFileError('Another import of this file is running.');
    progress = written;
    onProgress(progress, bytes.bytesRead);
  }
  await store.finish(file.sha256);
  return progress;
}

/** The records behind the first `done`, which are only counted. */
async function* checkAfter(
  records: AsyncIterable<FileRecord>,
  done: number,
): AsyncGenerator<CheckedRecord> {
  for await (const record of records) {
    if (record.number > done) yield checkRecord(record);
  }
}

function namesOf(batch: readonly CheckedRecord[]): Names {
  const products = batch.flatMap((record) => (record.kind === 'valid' ? [record.product] : []));
  return {
    slugs: products.map(({ slug }) => slug),
    skus: products.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
    categories: [...new Set(products.map(({ category }) => category))],
  };
}

async function decideBatch(options: {
  batch: readonly CheckedRecord[];
  found: Found;
  before: ImportProgress;
  report: ReportFile;
}): Promise<Decided> {
  const { batch, found, before, report } = options;
  const holdingsOf = createHoldings(found);
  const now = new Date();
  const rows: Decided['rows'][number][] = [];
  const refusals: Refusal[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const record of batch) {
    const decision = decideRecord(record, holdingsOf, () => createTimeOrderedId(now));
    counts[decision.kind] += 1;
    if (decision.kind === 'refused') refusals.push(...decision.refusals);
    else if (decision.kind !== 'unchanged') rows.push(decision);
  }
  // Before the transaction ends: what it counts as reported is on disk.
  const reportBytes = await report.write(before.reportBytes, refusals);
  return { rows, progress: { ...add(before, counts, batch.length), reportBytes } };
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

function add(
  before: ImportProgress,
  counts: Record<ImportDecision['kind'], number>,
  records: number,
): ImportProgress {
  return {
    ...before,
    records: before.records + records,
    created: before.created + counts.created,
    updated: before.updated + counts.updated,
    unchanged: before.unchanged + counts.unchanged,
    refused: before.refused + counts.refused,
  };
}
