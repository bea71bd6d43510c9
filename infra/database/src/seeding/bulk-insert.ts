import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type CopyValue, copyText } from './copy-text.ts';

const ROWS_PER_CHUNK = 1_000;

/**
 * Writes rows with COPY, the fastest way into PostgreSQL, holding no more than a few chunks in memory.
 * Returns the number of rows. `onProgress` gets the rows written so far.
 *
 * @throws {TypeError} if a row has too many or too few cells, or one that is undefined
 */
export async function bulkInsert(options: {
  client: pg.Client;
  table: string;
  columns: readonly string[];
  rows: Iterable<readonly CopyValue[]>;
  onProgress?: (rows: number) => void;
}): Promise<number> {
  const { client, table, columns } = options;
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const copy = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${names}) FROM STDIN`));
  await pipeline(Readable.from(copyChunks(options)), copy);
  return copy.rowCount ?? 0;
}

function* copyChunks(options: {
  table: string;
  columns: readonly string[];
  rows: Iterable<readonly CopyValue[]>;
  onProgress?: (rows: number) => void;
}): Generator<Buffer> {
  const { table, columns, rows, onProgress } = options;
  let lines = '';
  let count = 0;
  for (const row of rows) {
    lines += copyLine({ table, columns }, row);
    count += 1;
    if (count % ROWS_PER_CHUNK !== 0) continue;
    yield Buffer.from(lines);
    lines = '';
    onProgress?.(count);
  }
  if (lines === '') return;
  yield Buffer.from(lines);
  onProgress?.(count);
}

function copyLine(
  { table, columns }: { table: string; columns: readonly string[] },
  row: readonly CopyValue[],
): string {
  if (row.length !== columns.length) {
    throw new TypeError(`A row of ${table} has ${row.length} cells for ${columns.length} columns.`);
  }
  let line = '';
  for (const [index, value] of row.entries()) {
    if (value === undefined) throw new TypeError(`${table}.${columns[index]} is undefined.`);
    line += index === 0 ? copyText(value) : `\t${copyText(value)}`;
  }
  return `${line}\n`;
}
