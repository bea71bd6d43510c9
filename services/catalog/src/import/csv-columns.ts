import { ImportFileError } from './file-record.ts';

/** What the cells of one row hold: of the product, and of one variant of it. */
export interface CsvRow {
  /** Cells of the product, which may be empty in all rows of a product but its first. */
  readonly product: Readonly<Record<string, string>>;
  readonly variant: Readonly<Record<string, string>>;
}

export type CsvColumns = readonly CsvColumn[];

interface CsvColumn {
  readonly of: 'product' | 'variant';
  readonly name: string;
}

export const PRODUCT_COLUMNS = ['slug', 'title', 'description', 'status', 'category'];
export const VARIANT_COLUMNS = [
  'sku',
  'variant_title',
  'price_minor',
  'currency',
  'weight_grams',
  'stock',
];
const OPTIONAL = ['description', 'status', 'stock'];
export const ATTRIBUTE = 'attribute:';
export const VARIANT_ATTRIBUTE = 'variant_attribute:';

/** Reads the first line. Throws ImportFileError naming every column that is unknown, double or missing. */
export function readCsvHeader(cells: readonly string[]): CsvColumns {
  const names = cells.map((cell) => cell.trim());
  const required = [...PRODUCT_COLUMNS, ...VARIANT_COLUMNS].filter(
    (name) => !OPTIONAL.includes(name),
  );
  const faults = [
    ...names.filter((name) => columnNamed(name) === null).map((name) => `"${name}" is not known`),
    ...[...Map.groupBy(names, (name) => name)]
      .filter(([, uses]) => uses.length > 1)
      .map(([name]) => `"${name}" is there more than once`),
    ...required.filter((name) => !names.includes(name)).map((name) => `"${name}" is missing`),
  ];
  if (faults.length > 0) {
    throw new ImportFileError(`The columns of the first line are wrong: ${faults.join(', ')}.`);
  }
  return names.flatMap((name) => columnNamed(name) ?? []);
}

/** Which cells belong to the product, and which to the variant. Empty cells are left out. */
export function readCsvRow(columns: CsvColumns, cells: readonly string[]): CsvRow {
  const row = { product: new Map<string, string>(), variant: new Map<string, string>() };
  for (const [index, { of, name }] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell !== '') row[of].set(name, cell);
  }
  return { product: Object.fromEntries(row.product), variant: Object.fromEntries(row.variant) };
}

function columnNamed(name: string): CsvColumn | null {
  if (PRODUCT_COLUMNS.includes(name) || name.startsWith(ATTRIBUTE)) return { of: 'product', name };
  if (VARIANT_COLUMNS.includes(name) || name.startsWith(VARIANT_ATTRIBUTE)) {
    return { of: 'variant', name };
  }
  return null;
}
