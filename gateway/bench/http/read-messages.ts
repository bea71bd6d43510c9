export interface HttpMessage {
  /** Start line and headers, without the blank line. */
  head: string;
  body: Buffer;
}

const BLANK_LINE = '\r\n\r\n';
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/**
 * Cuts a connection's bytes into HTTP/1.1 messages (RFC 9112 §6): what the benchmark needs of HTTP and
 * no more, since Node's own client and server would cost more than some of the gateways.
 */
export function readMessages(onMessage: (message: HttpMessage) => void): (chunk: Buffer) => void {
  let unread: Buffer = Buffer.alloc(0);
  let open: OpenMessage | null = null;
  return (chunk) => {
    let rest: Buffer | null = chunk;
    while (rest !== null && rest.length > 0) {
      if (open === null) {
        const bytes: Buffer = unread.length === 0 ? rest : Buffer.concat([unread, rest]);
        const end = bytes.indexOf(BLANK_LINE);
        if (end === -1) {
          unread = bytes;
          return;
        }
        unread = Buffer.alloc(0);
        open = openMessage(bytes.toString('latin1', 0, end));
        rest = bytes.subarray(end + BLANK_LINE.length);
      }
      const { body, left } = readBody(open, rest);
      rest = left;
      if (body === null) continue;
      const { head } = open;
      open = null;
      onMessage({ head, body });
    }
  };
}

interface OpenMessage {
  head: string;
  framing: { kind: 'length'; missing: number } | { kind: 'chunked' };
  parts: Buffer[];
}

function openMessage(head: string): OpenMessage {
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    return { head, framing: { kind: 'chunked' }, parts: [] };
  }
  const missing = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return { head, framing: { kind: 'length', missing }, parts: [] };
}

function readBody(
  { framing, parts }: OpenMessage,
  bytes: Buffer,
): { body: Buffer | null; left: Buffer | null } {
  if (framing.kind === 'chunked') {
    parts.push(bytes);
    // No pipelining: the last chunk ends what was received; JSON has no bare line breaks to mistake for it.
    const ended = endsWith(parts, LAST_CHUNK);
    return { body: ended ? joinChunks(Buffer.concat(parts)) : null, left: null };
  }
  const own = bytes.subarray(0, framing.missing);
  const left = bytes.subarray(framing.missing);
  framing.missing -= own.length;
  parts.push(own);
  if (framing.missing > 0) return { body: null, left: null };
  return { body: parts.length === 1 ? own : Buffer.concat(parts), left };
}

function endsWith(parts: readonly Buffer[], end: Buffer): boolean {
  const last = parts.at(-1) as Buffer;
  if (last.length >= end.length) return last.subarray(-end.length).equals(end);
  return Buffer.concat(parts.slice(-end.length)).subarray(-end.length).equals(end);
}

/** RFC 9112 §7.1, without extensions and trailers. */
function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size > 0)) return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
