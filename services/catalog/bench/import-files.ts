import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sampleText } from '@causeway/catalog-db/sample-text';
import { seedVariants } from '@causeway/database';
import { ATTRIBUTE, PRODUCT_COLUMNS, VARIANT_COLUMNS } from '../src/import/csv-columns.ts';

export type Format = 'csv' | 'jsonl';

/** What a file for import holds. */
export interface WrittenFile {
  readonly path: string;
  readonly products: number;
  readonly variants: number;
}

/** Beyond all that the seed has made. */
const FIRST_INDEX = 5_000_000;
const ATTRIBUTES = ['brand', 'colour', 'material', 'made_in', 'author', 'publisher', 'language'];
const COLUMNS = [
  ...PRODUCT_COLUMNS,
  ...VARIANT_COLUMNS,
  ...ATTRIBUTES.map((name) => `${ATTRIBUTE}${name}`),
];

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
    if (format === 'csv') yield `${COLUMNS.join(',')}\n`;
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

function csvRows({ variants, attributes, ...product }: ImportedProduct): string {
  const described = attributes.map(({ name, value }) => [`${ATTRIBUTE}${name}`, value]);
  const whole = { ...product, ...Object.fromEntries(described) };
  return variants
    .map(({ sku, title, price, weightGrams, stock }, index) =>
      csvRow({
        // Later rows need no more than the slug.
        ...(index === 0 ? whole : { slug: product.slug }),
        sku,
        variant_title: title,
        price_minor: price.amountMinor,
        currency: price.currency,
        weight_grams: weightGrams,
        stock,
      }),
    )
    .join('');
}

function csvRow(cells: Readonly<Record<string, string | number>>): string {
  return `${COLUMNS.map((column) => csvCell(cells[column] ?? '')).join(',')}\n`;
}

function csvCell(value: string | number): string {
  return `"${String(value).replaceAll('"', '""')}"`;
}
