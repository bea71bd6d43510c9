import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sampleText } from '@causeway/catalog-db/sample-text';
import { seedVariants } from '@causeway/database';

export type Format = 'csv' | 'jsonl';

/** What a file for import holds. */
export interface WrittenFile {
  readonly path: string;
  readonly products: number;
  readonly variants: number;
}

/** Beyond all that the seed has made. */
const FIRST_INDEX = 5_000_000;
const PRODUCT_COLUMNS = ['slug', 'title', 'description', 'status', 'category'] as const;
const VARIANT_COLUMNS = [
  'sku',
  'variant_title',
  'price_minor',
  'currency',
  'weight_grams',
  'stock',
];
const ATTRIBUTES = ['brand', 'colour', 'material', 'made_in', 'author', 'publisher', 'language'];

/**
 * Writes a file of at least `lines` lines: products as the seed describes them, which the catalog does
 * not have yet. A product of JSON Lines is a line, one of CSV as many as it has variants.
 */
export async function writeImportFile(
  path: string,
  format: Format,
  lines: number,
): Promise<WrittenFile> {
  const written = { products: 0, variants: 0 };
  function* texts(): Generator<string> {
    if (format === 'csv') yield `${csvHeader}\n`;
    for (let done = 0; done < lines; ) {
      const product = productOf(format, FIRST_INDEX + written.products);
      written.products += 1;
      written.variants += product.variants.length;
      done += format === 'csv' ? product.variants.length : 1;
      yield format === 'csv' ? csvRows(product) : `${JSON.stringify(product)}\n`;
    }
  }
  await pipeline(Readable.from(texts()), createWriteStream(path));
  return { path, ...written };
}

type ImportedProduct = ReturnType<typeof productOf>;

function productOf(format: Format, index: number) {
  const ofProduct = seedVariants(index);
  const { shelf, title, description, attributes } = sampleText(index, ofProduct);
  return {
    slug: `bench-${format}-${index}`,
    title,
    description,
    status: 'ACTIVE',
    category: shelf,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    variants: ofProduct.map(({ sku, title: name, priceMinor, currency, weightGrams }) => ({
      sku: `${format.toUpperCase()}-${sku}`,
      title: name,
      price: { amountMinor: priceMinor, currency },
      weightGrams,
      stock: 5,
    })),
  };
}

const csvHeader = [
  ...PRODUCT_COLUMNS,
  ...VARIANT_COLUMNS,
  ...ATTRIBUTES.map((name) => `attribute:${name}`),
].join(',');

function csvRows(product: ImportedProduct): string {
  const attributes = new Map(product.attributes.map(({ name, value }) => [name, value]));
  const own = PRODUCT_COLUMNS.map((name) => product[name]);
  const described = ATTRIBUTES.map((name) => attributes.get(name) ?? '');
  return product.variants
    .map(({ sku, title, price, weightGrams, stock }, index) => {
      const ofVariant = [sku, title, price.amountMinor, price.currency, weightGrams, stock];
      // Later rows need no more than the slug.
      const ofProduct = index === 0 ? own : own.map((cell, at) => (at === 0 ? cell : ''));
      const ofAttributes = index === 0 ? described : described.map(() => '');
      return `${[...ofProduct, ...ofVariant, ...ofAttributes].map(csvCell).join(',')}\n`;
    })
    .join('');
}

function csvCell(value: string | number): string {
  return `"${String(value).replaceAll('"', '""')}"`;
}
