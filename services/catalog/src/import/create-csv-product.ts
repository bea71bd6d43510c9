import { MAXIMUM_VARIANTS } from '../products/product-input.ts';
import { ATTRIBUTE, type CsvRow, VARIANT_ATTRIBUTE } from './csv-columns.ts';
import type { FileRecord, Place } from './file-record.ts';

type Cells = Readonly<Record<string, string>>;

interface NumberedRow {
  readonly line: number;
  readonly cells: CsvRow;
}

/** Collects the rows of one product, which begins on `line`. */
export function createCsvProduct(line: number) {
  let product: Cells = {};
  const variants: { readonly line: number; readonly cells: Cells }[] = [];
  let fault: { readonly place: Place; readonly reason: string } | null = null;

  return {
    /** Whether a row is one more of this product. */
    continuesWith: ({ product: cells }: CsvRow): boolean => cells.slug === product.slug,

    add(row: NumberedRow): void {
      if (variants.length === 0) product = row.cells.product;
      fault ??= differenceBetween({ line, cells: product }, row);
      // One more than the rules allow is enough for them to say so.
      if (variants.length <= MAXIMUM_VARIANTS) {
        variants.push({ line: row.line, cells: row.cells.variant });
      }
    },

    /** The product as `productRecord` reads it. */
    finish(): Omit<FileRecord, 'number'> {
      if (fault !== null) return { line, content: { kind: 'unreadable', ...fault } };
      const input = {
        ...productInput(product),
        variants: variants.map(({ cells }) => variantInput(cells)),
      };
      return { line, content: { kind: 'read', input, locate } };
    },
  };

  /** The row and the column that a value of the input comes from. */
  function locate([field, index, ...rest]: readonly string[]): Place {
    const variant = field === 'variants' ? variants[Number(index)] : undefined;
    if (variant !== undefined) {
      return { line: variant.line, column: variantColumn(variant.cells, rest) };
    }
    if (field === 'attributes') return { line, column: attributeColumn(ATTRIBUTE, product, index) };
    return { line, column: field === undefined || field === 'variants' ? null : field };
  }
}

/** Cells of the product may be empty after its first row, but must not say something else. */
function differenceBetween(
  first: { line: number; cells: Cells },
  { line, cells }: NumberedRow,
): { place: Place; reason: string } | null {
  const different = Object.entries(cells.product).find(
    ([name, cell]) => cell !== first.cells[name],
  );
  if (different === undefined) return null;
  const [column] = different;
  return {
    place: { line, column },
    reason: `differs from line ${first.line}, which has the same slug`,
  };
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

function variantColumn(cells: Cells, [field, of, ...rest]: readonly string[]): string | null {
  switch (field) {
    case undefined:
      return null;
    case 'title':
      return 'variant_title';
    case 'weightGrams':
      return 'weight_grams';
    case 'price':
      return of === 'currency' ? 'currency' : 'price_minor';
    case 'attributes':
      return attributeColumn(VARIANT_ATTRIBUTE, cells, of);
    default:
      return [field, of, ...rest].filter(Boolean).join('.');
  }
}

/** None at all leave those that the product has. */
function attributes(prefix: string, cells: Cells): object[] | undefined {
  if (Object.keys(cells).length === 0) return undefined;
  return Object.entries(cells).map(([name, value]) => ({ name: name.slice(prefix.length), value }));
}

/** Attributes are in the order of their cells. */
function attributeColumn(prefix: string, cells: Cells, index: string | undefined): string | null {
  const columns = Object.keys(cells).filter((name) => name.startsWith(prefix));
  return columns[Number(index)] ?? null;
}

/** What is no number stays text, which the rules refuse. */
function wholeNumber(cell: string | undefined): number | string | undefined {
  return cell !== undefined && /^-?\d{1,15}$/.test(cell.trim()) ? Number(cell) : cell;
}
