import { MAXIMUM_VARIANTS } from '../products/product-input.ts';
import { ATTRIBUTE, type CsvRow, VARIANT_ATTRIBUTE } from './csv-columns.ts';
import type { FileRecord } from './file-record.ts';

type Cells = Readonly<Record<string, string>>;

/** Collects the rows of one product, which begins on `line`. */
export function createCsvProduct(line: number) {
  let product: Cells | null = null;
  const variants: object[] = [];
  let fault: string | null = null;

  return {
    /** Whether a row is one more of this product. */
    continuesWith: ({ product: cells }: CsvRow): boolean => cells.slug === product?.slug,

    add(row: { line: number; cells: CsvRow }): void {
      product ??= row.cells.product;
      fault ??= differenceBetween({ line, cells: product }, row);
      // One more than the rules allow is enough for them to say so.
      if (variants.length <= MAXIMUM_VARIANTS) variants.push(variantInput(row.cells.variant));
    },

    /** The product as `productRecord` reads it. */
    finish(): Omit<FileRecord, 'number'> {
      if (fault !== null) return { line, content: { kind: 'unreadable', reason: fault } };
      const input = { ...productInput(product ?? {}), variants };
      return { line, content: { kind: 'read', input } };
    },
  };
}

/** Cells of the product may be empty after its first row, but must not say something else. */
function differenceBetween(
  first: { line: number; cells: Cells },
  { line, cells }: { line: number; cells: CsvRow },
): string | null {
  const names = Object.entries(cells.product)
    .filter(([name, cell]) => cell !== first.cells[name])
    .map(([name]) => `\`${name}\``);
  if (names.length === 0) return null;
  return `differs from line ${first.line} in ${names.join(', ')}: line ${line} has the same slug`;
}

function productInput({ slug, title, description, status, category, ...others }: Cells): object {
  return { slug, title, description, status, category, attributes: attributes(ATTRIBUTE, others) };
}

function variantInput(cells: Cells): object {
  const { sku, variant_title, price_minor, currency, weight_grams, stock, ...others } = cells;
  return {
    sku,
    title: variant_title,
    price: { amountMinor: wholeNumber(price_minor), currency },
    weightGrams: wholeNumber(weight_grams),
    stock: wholeNumber(stock),
    attributes: attributes(VARIANT_ATTRIBUTE, others),
  };
}

/** None at all leave those that the product has. */
function attributes(prefix: string, cells: Cells): object[] | undefined {
  if (Object.keys(cells).length === 0) return undefined;
  return Object.entries(cells).map(([name, value]) => ({ name: name.slice(prefix.length), value }));
}

/** What is no number stays text, which the rules refuse. */
function wholeNumber(cell: string | undefined): number | string | undefined {
  return cell !== undefined && /^-?\d{1,15}$/.test(cell.trim()) ? Number(cell) : cell;
}
