import type { FileRecord, Place, RecordContent } from './file-record.ts';
import { type Line, splitLines } from './split-lines.ts';

/**
 * Reads a JSON value from each line (jsonlines.org) and passes over blank ones. A line that cannot be
 * read is a record that says why.
 */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileRecord> {
  let number = 0;
  for await (const line of splitLines(chunks)) {
    if (line.kind === 'read' && line.text.trim() === '') continue;
    number += 1;
    yield { number, line: line.number, content: parseLine(line) };
  }
}

function parseLine(line: Line): RecordContent {
  const locate = (path: readonly string[]): Place => ({
    line: line.number,
    column: path.join('.') || null,
  });
  const unreadable = (reason: string): RecordContent => ({
    kind: 'unreadable',
    place: locate([]),
    reason,
  });
  if (line.kind === 'unreadable') return unreadable(line.reason);
  try {
    return { kind: 'read', input: JSON.parse(line.text), locate };
  } catch (error) {
    return unreadable(`is not JSON: ${(error as SyntaxError).message}`);
  }
}
