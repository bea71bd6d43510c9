import { MAXIMUM_RECORD_BYTES } from './file-record.ts';
import { type Line, splitLines } from './split-lines.ts';

/** A row of a CSV file and the line it begins on, or why it cannot be read. */
export type CsvCells =
  | { readonly kind: 'read'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'unreadable'; readonly line: number; readonly reason: string };

/**
 * Reads the rows of a CSV file (RFC 4180, separated by commas) and passes over blank lines. A quoted
 * cell may go over several lines. A line whose quotes are wrong is given up alone, and reading goes on
 * with the one after it: one lost quote must not cost the rest of the file.
 */
export async function* readCsvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvCells> {
  const rows = createRowReader();
  for await (const line of splitLines(chunks)) yield* rows.read([line]);
  yield* rows.end();
}

/** A row as far as it has been read: an even number of quotes makes it whole. */
interface OpenRow {
  readonly lines: Line[];
  text: string;
  isInQuotes: boolean;
}

type RowEnd =
  | { readonly kind: 'whole'; readonly row: CsvCells | null }
  | { readonly kind: 'given-up'; readonly row: CsvCells };

function createRowReader() {
  let open: OpenRow = createOpenRow();

  function* read(lines: readonly Line[]): Generator<CsvCells> {
    // A stack with the next line on top: what a broken row had beyond its first line goes back on it.
    const waiting = lines.toReversed();
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
      const end = addLine(open, line);
      if (end === null) continue;
      if (end.kind === 'given-up') pushBack(waiting, open.lines);
      open = createOpenRow();
      if (end.row !== null) yield end.row;
    }
  }

  /** The file ends here. */
  function* end(): Generator<CsvCells> {
    while (open.lines.length > 0) {
      const [first, ...others] = open.lines as [Line, ...Line[]];
      open = createOpenRow();
      yield giveUp(first, NEVER_CLOSED).row;
      yield* read(others);
    }
  }

  return { read, end };
}

function createOpenRow(): OpenRow {
  return { lines: [], text: '', isInQuotes: false };
}

function pushBack(waiting: Line[], [, ...others]: readonly Line[]): void {
  for (const line of others.reverse()) waiting.push(line);
}

/** Null while the row goes on. */
function addLine(open: OpenRow, line: Line): RowEnd | null {
  open.lines.push(line);
  const [first] = open.lines as [Line];
  if (line.kind === 'unreadable') {
    return giveUp(first, line === first ? line.reason : NEVER_CLOSED);
  }
  if (line === first && line.text.trim() === '') return { kind: 'whole', row: null };
  open.text += line === first ? line.text : `\n${line.text}`;
  if (countQuotes(line.text) % 2 === 1) open.isInQuotes = !open.isInQuotes;
  if (open.text.length > MAXIMUM_RECORD_BYTES) return giveUp(first, NEVER_CLOSED);
  if (open.isInQuotes) return null;
  const cells = splitCells(open.text);
  if (cells === null) return giveUp(first, 'has a quote in the wrong place');
  return { kind: 'whole', row: { kind: 'read', line: first.number, cells } };
}

const NEVER_CLOSED = 'opens a quote that is never closed';

function giveUp({ number }: Line, reason: string): RowEnd & { kind: 'given-up' } {
  return { kind: 'given-up', row: { kind: 'unreadable', line: number, reason } };
}

// Quotes within a cell are doubled.
function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** Null where a quote is neither around a cell nor doubled within one. */
function splitCells(text: string): string[] | null {
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/y;
  const cells: string[] = [];
  for (;;) {
    const match = cell.exec(text);
    if (match === null) return null;
    const [, quoted, plain = '', end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return cells;
  }
}
