import type { RawRequest } from './raw-request.ts';

export type Headers = Readonly<Record<string, string>>;

/** What an operation is asked with; each is left out of the body where it is undefined. */
export interface Operation {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

/** Where requests go, and what each of them carries. */
export interface Addressee {
  readonly url: URL;
  readonly headers: Headers;
}

export interface RequestParts {
  readonly method?: string;
  /** What stands in the start line; the path of the address unless it says otherwise. */
  readonly path?: string;
  readonly headers?: Headers;
  /** Header lines as they are, after the others. */
  readonly lines?: readonly string[];
  readonly body?: string | Uint8Array;
}

/** A POST as a well-behaved client sends it, with whatever the operation holds. */
export function post(to: Addressee, operation: Operation, headers: Headers = {}): RawRequest {
  return postText(to, JSON.stringify(operation), headers);
}

/** A POST of any text that claims to be JSON. */
export function postText(
  to: Addressee,
  body: string | Uint8Array,
  headers: Headers = {},
): RawRequest {
  return {
    pieces: [request(to, { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body })],
  };
}

/** A GET that no browser sends for a foreign page. */
export function get(to: Addressee, parameters: string, headers: Headers = {}): RawRequest {
  const own = { accept: ACCEPT, 'apollo-require-preflight': '1' };
  const path = `${to.url.pathname}?${parameters}`;
  return { pieces: [request(to, { method: 'GET', path, headers: { ...own, ...headers } })] };
}

/** By which a refusal is told in the status, too: with `application/json` alone it would be 200. */
const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';
const JSON_HEADERS = { 'content-type': 'application/json', accept: ACCEPT };

/** The bytes of a request. A length is counted unless the headers say something of it. */
export function request(to: Addressee, parts: RequestParts): Buffer {
  const { body } = parts;
  const head = `${headOf(to, parts)}\r\n\r\n`;
  return body === undefined
    ? Buffer.from(head, 'latin1')
    : Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** The same without the blank line and the body: for what never comes so far. */
export function headOf(to: Addressee, parts: RequestParts): string {
  const { method = 'GET', path = to.url.pathname, lines = [], body } = parts;
  const headers: Record<string, string> = { host: to.url.host, ...to.headers, ...parts.headers };
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const isCounted = !names.has('content-length') && !names.has('transfer-encoding');
  if (body !== undefined && isCounted) headers['content-length'] = String(Buffer.byteLength(body));
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...fields, ...lines].join('\r\n');
}
