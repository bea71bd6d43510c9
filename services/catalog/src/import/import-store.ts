import { Prisma, type PrismaClient } from '@causeway/catalog-db';
import type { ImportedProduct, ImportedRows, ImportedVariant } from './decide-import.ts';
import type { ImportCounts, ImportProgress, RecordRange } from './import-progress.ts';
import { isOutrun } from './is-outrun.ts';

/** What the records of a batch name. */
export interface Names {
  readonly slugs: readonly string[];
  readonly skus: readonly string[];
  readonly categories: readonly string[];
}

/** What the catalog holds of these names. */
export interface Found {
  readonly products: readonly ImportedProduct[];
  /** Of these products, and of those whose variants have these stock keeping units. */
  readonly variants: readonly ImportedVariant[];
  readonly categories: readonly { readonly id: string; readonly slug: string }[];
}

/** What is to become of a batch. */
export interface Decided {
  readonly rows: readonly (ImportedRows & { readonly kind: 'created' | 'updated' })[];
  readonly counts: ImportCounts;
}

/** A batch as the store sees it. */
export interface BatchToWrite {
  readonly fileSha256: string;
  /** Of its records. */
  readonly numbers: readonly number[];
  readonly names: Names;
  readonly decide: (found: Found) => Decided;
  /** Reports what was refused behind so many bytes of the report, and resolves with its new length. */
  readonly report: (reportBytes: number) => Promise<number>;
}

export type ImportStore = ReturnType<typeof createImportStore>;

/** A batch has a hundred times the rows of a request. */
const TRANSACTION_DEADLINES = { maxWait: 60_000, timeout: 60_000 };
const ATTEMPTS = 5;

/** Writes batches of products, and how far a file has come, in one transaction each. */
export function createImportStore(client: PrismaClient) {
  return {
    /**
     * How far the import of a file has come, and which of its records are done; none when it is new,
     * finished, or to begin again. Waits for a batch that is being committed for a process that died.
     */
    async begin(
      fileSha256: string,
      { again }: { again: boolean },
    ): Promise<{ progress: ImportProgress; done: readonly RecordRange[] }> {
      if (again) await client.productImport.deleteMany({ where: { fileSha256 } });
      const [row] = await client.$queryRaw<[ProgressRow]>`
        INSERT INTO product_import AS held (file_sha256) VALUES (${fileSha256})
        ON CONFLICT (file_sha256) DO UPDATE SET file_sha256 = held.file_sha256
        RETURNING ${progressColumns}`;
      const done = await client.$queryRaw<RecordRange[]>`
        SELECT lower(stretch) AS "from", upper(stretch) AS "to"
        FROM product_import, unnest(done) AS stretch WHERE file_sha256 = ${fileSha256}`;
      return { progress: readProgress(row), done };
    },

    /**
     * Looks up what a batch names, lets `decide` make rows of it while no one else can change that, and
     * writes them and the progress, or nothing. When another writer was faster with a name, it looks
     * again. Returns null when some of its records are done: someone else imports the file.
     */
    async writeBatch(batch: BatchToWrite): Promise<ImportProgress | null> {
      const write = async (transaction: Prisma.TransactionClient) => {
        const { rows, counts } = batch.decide(await find(transaction, batch.names));
        await writeRows(transaction, rows);
        return addProgress(transaction, batch, counts);
      };
      try {
        return await unlessOutrun(() => client.$transaction(write, TRANSACTION_DEADLINES));
      } catch (error) {
        if (error instanceof AlreadyDone) return null;
        throw error;
      }
    },

    /** Forgets the progress: the same file begins anew after this. */
    async finish(fileSha256: string): Promise<void> {
      await client.productImport.deleteMany({ where: { fileSha256 } });
    },
  };
}

const progressColumns = Prisma.sql`
  records, created, updated, unchanged, refused, report_bytes AS "reportBytes"`;

type ProgressRow = Omit<ImportProgress, 'reportBytes'> & { readonly reportBytes: bigint };

function readProgress(row: ProgressRow): ImportProgress {
  return { ...row, reportBytes: Number(row.reportBytes) };
}

/** Undoes the transaction of a batch. */
class AlreadyDone extends Error {}

async function unlessOutrun<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt === ATTEMPTS || !isOutrun(error)) throw error;
    }
  }
}

/** Locks in the order of ids, as others do, so that nobody waits for one another in a circle. */
async function find(transaction: Prisma.TransactionClient, names: Names): Promise<Found> {
  const { slugs, skus, categories } = names;
  const products = await transaction.$queryRaw<ImportedProduct[]>`
    SELECT p.id, p.slug, p.title, p.description, p.status, p.category_id AS "categoryId",
      p.currency, p.price_from_minor AS "priceFromMinor", p.attributes
    FROM product p WHERE p.slug = ANY(${slugs}) ORDER BY p.id FOR UPDATE`;
  const productIds = products.map(({ id }) => id);
  return {
    products,
    variants: await transaction.$queryRaw<ImportedVariant[]>`
      SELECT v.id, v.product_id AS "productId", v.sku, v.title, v.price_minor AS "priceMinor",
        v.weight_grams AS "weightGrams", v.attributes, v.position
      FROM variant v WHERE v.product_id = ANY(${productIds}::uuid[]) OR v.sku = ANY(${skus})
      ORDER BY v.id FOR UPDATE`,
    categories: await transaction.$queryRaw<Found['categories']>`
      SELECT c.id, c.slug FROM category c WHERE c.slug = ANY(${categories})`,
  };
}

async function writeRows(
  transaction: Prisma.TransactionClient,
  rows: Decided['rows'],
): Promise<void> {
  const ofKind = (kind: 'created' | 'updated') =>
    rows.filter((row) => row.kind === kind).map(({ product }) => product);
  await insertProducts(transaction, ofKind('created'));
  await updateProducts(transaction, ofKind('updated'));
  await insertVariants(
    transaction,
    rows.flatMap(({ newVariants }) => newVariants),
  );
  await updateVariants(
    transaction,
    rows.flatMap(({ changedVariants }) => changedVariants),
  );
}

const productRecords = (rows: readonly ImportedProduct[]) => Prisma.sql`
  jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
    id uuid, slug text, title text, description text, status product_status, "categoryId" uuid,
    currency currency_code, "priceFromMinor" int, attributes jsonb)`;

async function insertProducts(
  transaction: Prisma.TransactionClient,
  rows: readonly ImportedProduct[],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction.$executeRaw`
    INSERT INTO product (id, slug, title, description, status, category_id, currency,
      price_from_minor, attributes, updated_at)
    SELECT r.id, r.slug, r.title, r.description, r.status, r."categoryId", r.currency,
      r."priceFromMinor", r.attributes, now() FROM ${productRecords(rows)}`;
}

async function updateProducts(
  transaction: Prisma.TransactionClient,
  rows: readonly ImportedProduct[],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction.$executeRaw`
    UPDATE product p SET title = r.title, description = r.description, status = r.status,
      category_id = r."categoryId", price_from_minor = r."priceFromMinor",
      attributes = r.attributes, version = p.version + 1, updated_at = now()
    FROM ${productRecords(rows)} WHERE p.id = r.id`;
}

const variantRecords = (rows: readonly ImportedVariant[]) => Prisma.sql`
  jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
    id uuid, "productId" uuid, sku text, title text, "priceMinor" int, "weightGrams" int,
    attributes jsonb, stock int, position int)`;

async function insertVariants(
  transaction: Prisma.TransactionClient,
  rows: ImportedRows['newVariants'],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction.$executeRaw`
    INSERT INTO variant (id, product_id, sku, title, price_minor, weight_grams, attributes, stock,
      position)
    SELECT r.id, r."productId", r.sku, r.title, r."priceMinor", r."weightGrams", r.attributes,
      r.stock, r.position FROM ${variantRecords(rows)}`;
}

async function updateVariants(
  transaction: Prisma.TransactionClient,
  rows: readonly ImportedVariant[],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction.$executeRaw`
    UPDATE variant v SET title = r.title, price_minor = r."priceMinor",
      weight_grams = r."weightGrams", attributes = r.attributes
    FROM ${variantRecords(rows)} WHERE v.id = r.id`;
}

/**
 * The progress is locked at the end, since batches are written at once: whoever has it writes the report
 * and commits, and the others wait.
 */
async function addProgress(
  transaction: Prisma.TransactionClient,
  { fileSha256, numbers, report }: BatchToWrite,
  { created, updated, unchanged, refused }: ImportCounts,
): Promise<ImportProgress> {
  const [held] = await transaction.$queryRaw<{ reportBytes: bigint; isDone: boolean }[]>`
    SELECT report_bytes AS "reportBytes", done && ${multirange(numbers)} AS "isDone"
    FROM product_import WHERE file_sha256 = ${fileSha256} FOR UPDATE`;
  if (held === undefined || held.isDone) throw new AlreadyDone();
  // Before the transaction ends: what it counts as reported is on disk.
  const reportBytes = await report(Number(held.reportBytes));
  const [row] = await transaction.$queryRaw<[ProgressRow]>`
    UPDATE product_import SET records = records + ${numbers.length},
      done = done + ${multirange(numbers)}, created = created + ${created},
      updated = updated + ${updated}, unchanged = unchanged + ${unchanged},
      refused = refused + ${refused}, report_bytes = ${reportBytes}
    WHERE file_sha256 = ${fileSha256} RETURNING ${progressColumns}`;
  return readProgress(row);
}

function multirange(numbers: readonly number[]): Prisma.Sql {
  return Prisma.sql`(SELECT range_agg(int4range(n, n + 1)) FROM unnest(${numbers}::int[]) AS n)`;
}
