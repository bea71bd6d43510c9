import { MAXIMUM_RECORD_BYTES } from './file-record.ts';

/** A line of a file without its line break, or why it cannot be read. */
export type Line =
  | { readonly kind: 'read'; readonly number: number; readonly text: string }
  | { readonly kind: 'unreadable'; readonly number: number; readonly reason: string };

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';

/** Splits a file into lines, counted from 1. Holds one line, and nothing of one that is too long. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  for await (const bytes of splitBytes(chunks)) {
    number += 1;
    yield readLine(number, bytes);
  }
}

/** Null for a line that is too long. */
async function* splitBytes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | null> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  const hold = (part: Buffer) => {
    heldBytes += part.length;
    if (heldBytes > MAXIMUM_RECORD_BYTES) held = [];
    else held.push(part);
  };
  const take = () => {
    const line = heldBytes > MAXIMUM_RECORD_BYTES ? null : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      hold(chunk.subarray(from, at));
      yield take();
      from = at + 1;
    }
    hold(chunk.subarray(from));
  }
  if (heldBytes > 0) yield take();
}

function readLine(number: number, bytes: Buffer | null): Line {
  const refuse = (reason: string): Line => ({ kind: 'unreadable', number, reason });
  if (bytes === null) return refuse(`is longer than ${MAXIMUM_RECORD_BYTES} bytes`);
  try {
    const text = strictUtf8.decode(bytes);
    const marked = number === 1 && text.startsWith(BYTE_ORDER_MARK);
    return { kind: 'read', number, text: (marked ? text.slice(1) : text).replace(/\r$/, '') };
  } catch {
    return refuse('is not UTF-8');
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
