/** An answer as it came; header names in lower case, several of one name joined by a comma. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface ReadAnswers {
  readonly answers: readonly Answer[];
  /** What came after them, or is no HTTP. */
  readonly rest: Buffer;
}

const BLANK_LINE = '\r\n\r\n';
const NO_BODY = new Set([204, 304]);

/**
 * Cuts what a server sent into HTTP/1.1 answers (RFC 9112 §6), interim ones (1xx) left out. `isEnded`:
 * nothing more will come, which ends an answer that has neither length nor chunks.
 */
export function readAnswers(
  bytes: Buffer,
  { isEnded, isHead = false }: { isEnded: boolean; isHead?: boolean },
): ReadAnswers {
  const answers: Answer[] = [];
  let rest = bytes;
  for (;;) {
    const next = readAnswer(rest, { isEnded, isHead });
    if (next === null) return { answers, rest };
    rest = rest.subarray(next.length);
    const { status } = next.answer;
    // 101: what follows is no HTTP/1.1 any more.
    if (status === 101) return { answers: [...answers, next.answer], rest };
    if (status >= 200) answers.push(next.answer);
  }
}

function readAnswer(
  bytes: Buffer,
  { isEnded, isHead }: { isEnded: boolean; isHead: boolean },
): { answer: Answer; length: number } | null {
  const headEnd = bytes.indexOf(BLANK_LINE);
  if (headEnd < 0) return null;
  const [start = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(start)?.[1]);
  if (!(status >= 100)) return null;
  const headers = readHeaders(lines);
  const bodyStart = headEnd + BLANK_LINE.length;
  const body =
    isHead || status < 200 || NO_BODY.has(status)
      ? NOTHING
      : readBody(bytes.subarray(bodyStart), headers, isEnded);
  if (body === null) return null;
  return {
    answer: { status, headers, body: body.content.toString('utf8') },
    length: bodyStart + body.length,
  };
}

const NOTHING: Body = { content: Buffer.alloc(0), length: 0 };

interface Body {
  content: Buffer;
  /** How many bytes it took. */
  length: number;
}

function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
}

function readBody(
  bytes: Buffer,
  headers: ReadonlyMap<string, string>,
  isEnded: boolean,
): Body | null {
  if (headers.get('transfer-encoding')?.toLowerCase() === 'chunked') return joinChunks(bytes);
  const length = headers.get('content-length');
  if (length === undefined) return isEnded ? { content: bytes, length: bytes.length } : null;
  const wanted = Number(length);
  if (bytes.length < wanted) return null;
  return { content: bytes.subarray(0, wanted), length: wanted };
}

/** RFC 9112 §7.1; no trailers are expected. */
function joinChunks(bytes: Buffer): Body | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const end = line + 2 + size + 2;
    if (!(size >= 0) || bytes.length < end) return null;
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    if (size === 0) return { content: Buffer.concat(chunks), length: end };
    at = end;
  }
}
