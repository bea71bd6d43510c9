import {
  bulkInsert,
  type Seed,
  seedId,
  seedRandom,
  seedVariants,
  seedWorld,
} from '@causeway/database';
import { sampleCategories, slugOf } from './sample/category-tree.ts';
import { type SampleVariants, sampleText } from './sample/sample-text.ts';
import { withoutIndexes } from './without-indexes.ts';

/** Fixed, so that the rows are the same whenever they are made. The oldest accounts are as old. */
const OPENING_MS = Date.parse('2024-11-01T00:00:00Z');
const PREPARATION_MS = 365 * 24 * 3_600_000;
const DRAFT_SHARE = 1 / 100;
const ARCHIVED_SHARE = 3 / 100;
const SOLD_OUT_SHARE = 8 / 100;
const MAXIMUM_SAMPLE_STOCK = 150;

type Row = Parameters<typeof bulkInsert>[0]['rows'] extends Iterable<infer R> ? R : never;

/**
 * Fills the catalog. The products that other services' seeds refer to come first, and all of them are
 * or were on sale; drafts follow, so that no order holds one.
 */
export const seed: Seed = async ({ client, scale, onProgress }) => {
  const published = seedWorld(scale).products;
  const variants = Array.from({ length: published * (1 + DRAFT_SHARE) }, (_, index) =>
    seedVariants(index),
  );
  const tables = [
    { table: 'category', columns: CATEGORY_COLUMNS, rows: categoryRows() },
    { table: 'product', columns: PRODUCT_COLUMNS, rows: productRows(variants, published) },
    { table: 'variant', columns: VARIANT_COLUMNS, rows: variantRows(variants) },
  ];
  const totalRows = sampleCategories().length + variants.length + variants.flat().length;
  let doneRows = 0;
  for (const table of tables) {
    const before = doneRows;
    await withoutIndexes(client, table.table, async () => {
      doneRows += await bulkInsert({
        client,
        ...table,
        onProgress: (rows) => onProgress(before + rows, totalRows),
      });
    });
  }
};

const CATEGORY_COLUMNS = ['id', 'slug', 'name', 'parent_id', 'path', 'position'];

function* categoryRows(): Iterable<Row> {
  for (const { id, slug, name, parentId, path, position } of sampleCategories()) {
    yield [id, slug, name, parentId, path, position];
  }
}

const PRODUCT_COLUMNS = [
  'id',
  'slug',
  'title',
  'description',
  'status',
  'category_id',
  'currency',
  'price_from_minor',
  'attributes',
  'created_at',
  'updated_at',
];

function* productRows(variants: readonly SampleVariants[], published: number): Iterable<Row> {
  const categoryIds = new Map(sampleCategories().map(({ slug, id }) => [slug, id]));
  const random = seedRandom('catalog products');
  for (const [index, ofProduct] of variants.entries()) {
    const { shelf, title, description, attributes } = sampleText(index, ofProduct);
    const createdAt = new Date(OPENING_MS - Math.floor(random() * PREPARATION_MS));
    const onSale = random() < ARCHIVED_SHARE ? 'ARCHIVED' : 'ACTIVE';
    yield [
      seedId('product', index),
      `${slugOf(title)}-${index + 1}`,
      title,
      description,
      index < published ? onSale : 'DRAFT',
      categoryIds.get(shelf) ?? null,
      'EUR',
      Math.min(...ofProduct.map(({ priceMinor }) => priceMinor)),
      attributes,
      createdAt,
      createdAt,
    ];
  }
}

const VARIANT_COLUMNS = [
  'id',
  'product_id',
  'sku',
  'title',
  'price_minor',
  'weight_grams',
  'attributes',
  'stock',
  'position',
];

function* variantRows(variants: readonly SampleVariants[]): Iterable<Row> {
  const random = seedRandom('catalog stock');
  for (const [index, ofProduct] of variants.entries()) {
    const productId = seedId('product', index);
    const isSized = ofProduct.length > 1;
    for (const { id, sku, title, priceMinor, weightGrams, index: position } of ofProduct) {
      const attributes = isSized ? { size: title } : {};
      const stock = random() < SOLD_OUT_SHARE ? 0 : Math.ceil(random() * MAXIMUM_SAMPLE_STOCK);
      yield [id, productId, sku, title, priceMinor, weightGrams, attributes, stock, position];
    }
  }
}
