import { MIMEType } from 'node:util';
import { GatewayError } from '../errors/gateway-error.ts';

/** PERF: what most clients send needs no parsing. */
const USUAL = new Set(['application/json', 'application/json; charset=utf-8']);
/** The labels of UTF-8, which is all that JSON is sent in (RFC 8259 §8.1). */
const UTF_8 = new Set(['utf-8', 'utf8']);

/**
 * Holds a request to JSON in UTF-8, by its `Content-Type`, before any of its body is read: with whatever
 * parameters, but no other charset. A GET needs none; if it has one, it is held to the same, since some
 * browsers let pages send odd types without asking. Throws GatewayError UNSUPPORTED_MEDIA_TYPE.
 */
export function checkBodyMediaType(method: string, contentType: string | undefined): void {
  if (contentType === undefined ? method === 'GET' : isUtf8Json(contentType)) return;
  throw new GatewayError(
    'UNSUPPORTED_MEDIA_TYPE',
    'A GraphQL request is JSON in UTF-8: send `content-type: application/json`.',
  );
}

function isUtf8Json(contentType: string): boolean {
  if (USUAL.has(contentType)) return true;
  const { essence, params } = parsed(contentType) ?? {};
  const charset = params?.get('charset')?.toLowerCase() ?? 'utf-8';
  return essence === 'application/json' && UTF_8.has(charset);
}

function parsed(contentType: string): MIMEType | null {
  try {
    return new MIMEType(contentType);
  } catch {
    return null;
  }
}
