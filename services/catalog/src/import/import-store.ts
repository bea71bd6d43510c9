import { Prisma, type PrismaClient } from '@causeway/catalog-db';
import type { ImportedProduct, ImportedRows, ImportedVariant } from './decide-import.ts';
import type { ImportProgress } from './import-progress.ts';
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

export interface Decided {
  readonly rows: readonly (ImportedRows & { readonly kind: 'created' | 'updated' })[];
  readonly progress: ImportProgress;
}

export type ImportStore = ReturnType<typeof createImportStore>;

/** A batch has a hundred times the rows of a request. */
const TRANSACTION_DEADLINE_MS = 60_000;
const ATTEMPTS = 5;

/** Writes batches of products, and how far a file has come, in one transaction each. */
export function createImportStore(client: PrismaClient) {
  return {
    /** How far the import of a file has come; from the beginning when it is new, finished, or to begin again. */
    async begin(fileSha256: string, { again }: { again: boolean }): Promise<ImportProgress> {
      if (again) await client.productImport.deleteMany({ where: { fileSha256 } });
      const [row] = await client.$queryRaw<[ProgressRow]>`
        INSERT INTO product_import AS held (file_sha256) VALUES (${fileSha256})
        ON CONFLICT (file_sha256) DO UPDATE SET file_sha256 = held.file_sha256
        RETURNING records, created, updated, unchanged, refused, report_bytes AS "reportBytes"`;
      return { ...row, reportBytes: Number(row.reportBytes) };
    },

    /**
     * Looks up what a batch names, lets `decide` make rows of it while no one else can change that, and
     * writes them and the progress, or nothing. When another writer was faster with a name, it looks
     * again. Returns null when the file is further than `records`: someone else imports it.
     */
    async writeBatch(
      { fileSha256, records, names }: { fileSha256: string; records: number; names: Names },
      decide: (found: Found) => Promise<Decided>,
    ): Promise<ImportProgress | null> {
      const write = async (transaction: Prisma.TransactionClient) => {
        if (!(await isAt(transaction, fileSha256, records))) return null;
        const { rows, progress } = await decide(await find(transaction, names));
        await insertProducts(
          transaction,
          pick(rows, 'created', ({ product }) => [product]),
        );
        await updateProducts(
          transaction,
          pick(rows, 'updated', ({ product }) => [product]),
        );
        await insertVariants(
          transaction,
          rows.flatMap(({ newVariants }) => newVariants),
        );
        await updateVariants(
          transaction,
          rows.flatMap(({ changedVariants }) => changedVariants),
        );
        await saveProgress(transaction, fileSha256, progress);
        return progress;
      };
      return unlessOutrun(() => client.$transaction(write, { timeout: TRANSACTION_DEADLINE_MS }));
    },

    /** Forgets the progress: the same file begins anew after this. */
    async finish(fileSha256: string): Promise<void> {
      await client.productImport.deleteMany({ where: { fileSha256 } });
    },
  };
}

type ProgressRow = Omit<ImportProgress, 'reportBytes'> & { readonly reportBytes: bigint };

async function unlessOutrun<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt === ATTEMPTS || !isOutrun(error)) throw error;
    }
  }
}

async function isAt(
  transaction: Prisma.TransactionClient,
  fileSha256: string,
  records: number,
): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM product_import WHERE file_sha256 = ${fileSha256} AND records = ${records}
    FOR UPDATE`;
  return rows.length > 0;
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

function pick<T>(
  rows: Decided['rows'],
  kind: Decided['rows'][number]['kind'],
  of: (rows: ImportedRows) => readonly T[],
): T[] {
  return rows.filter((row) => row.kind === kind).flatMap(of);
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

async function saveProgress(
  transaction: Prisma.TransactionClient,
  fileSha256: string,
  progress: ImportProgress,
): Promise<void> {
  const { records, created, updated, unchanged, refused, reportBytes } = progress;
  await transaction.$executeRaw`
    UPDATE product_import SET records = ${records}, created = ${created}, updated = ${updated},
      unchanged = ${unchanged}, refused = ${refused}, report_bytes = ${reportBytes}
    WHERE file_sha256 = ${fileSha256}`;
}
