import { createCsvProduct } from './create-csv-product.ts';
import { type CsvColumns, type CsvRow, readCsvHeader, readCsvRow } from './csv-columns.ts';
import { type FileRecord, ImportFileError, type RecordContent } from './file-record.ts';
import { type CsvCells, readCsvRows } from './read-csv-rows.ts';

/**
 * Reads products from CSV: a row for each variant, the rows of a product one after the other. Holds one
 * product. A row that cannot be read is a record that says why. Throws ImportFileError for a first line
 * that does not name the columns.
 */
export async function* readCsv(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileRecord> {
  let number = 0;
  for await (const product of groupRows(chunks)) {
    number += 1;
    yield { number, ...product };
  }
}

type Product = Omit<FileRecord, 'number'>;

async function* groupRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Product> {
  let open: ReturnType<typeof createCsvProduct> | null = null;
  for await (const row of readRows(chunks)) {
    if (open !== null && (row.kind === 'unreadable' || !open.continuesWith(row.cells))) {
      yield open.finish();
      open = null;
    }
    if (row.kind === 'unreadable') yield { line: row.line, content: unreadable(row) };
    else {
      open ??= createCsvProduct(row.line);
      open.add(row);
    }
  }
  if (open !== null) yield open.finish();
}

type Row =
  | { readonly kind: 'read'; readonly line: number; readonly cells: CsvRow }
  | { readonly kind: 'unreadable'; readonly line: number; readonly reason: string };

async function* readRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  let columns: CsvColumns | null = null;
  for await (const row of readCsvRows(chunks)) {
    if (columns === null) columns = readHeader(row);
    else if (row.kind === 'unreadable') yield row;
    else yield readRow(columns, row.line, row.cells);
  }
  if (columns === null) throw new ImportFileError('The file is empty.');
}

function readHeader(row: CsvCells): CsvColumns {
  if (row.kind === 'read') return readCsvHeader(row.cells);
  throw new ImportFileError(`The first line ${row.reason}.`);
}

function readRow(columns: CsvColumns, line: number, cells: readonly string[]): Row {
  if (cells.length === columns.length) {
    return { kind: 'read', line, cells: readCsvRow(columns, cells) };
  }
  const reason = `has ${cells.length} cells for ${columns.length} columns`;
  return { kind: 'unreadable', line, reason };
}

function unreadable({ line, reason }: Row & { kind: 'unreadable' }): RecordContent {
  return { kind: 'unreadable', place: { line, column: null }, reason };
}
