import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';

/** A page may send none of these to another site without asking it first, by a CORS preflight. */
const PREFLIGHT_HEADERS = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'causeway-require-preflight',
] as const;

/**
 * Refuses what a page of another site could have made a visitor's browser send, with the visitor's
 * cookies and from the visitor's network (CSRF). Passed is what such a page cannot send without asking, what
 * the browser says is from our own pages, and what no browser sent. Expects that a content type, if there is
 * one, is JSON. Throws GatewayError CSRF_PREVENTED.
 */
export function refuseCrossSite(headers: IncomingHttpHeaders): void {
  if (headers['content-type'] !== undefined) return;
  if (isPreflighted(headers)) return;
  if (headers['sec-fetch-site'] === 'same-origin' || !isFromBrowser(headers)) return;
  throw new GatewayError(
    'CSRF_PREVENTED',
    'A page of another site could have made this browser send the request (CSRF). Send it with the ' +
      `header \`${PREFLIGHT_HEADERS[0]}: 1\` (or a value in ${PREFLIGHT_HEADERS.slice(1).join(' or ')}, ` +
      'or `content-type: application/json`): pages of other sites must ask before they send that.',
  );
}

/**
 * Refuses what is believed for a cookie, which browsers send by themselves, unless it has a header that says
 * that it was asked for first: whatever its method and content type. Throws GatewayError CSRF_PREVENTED.
 */
export function requirePreflight(headers: IncomingHttpHeaders): void {
  if (isPreflighted(headers)) return;
  throw new GatewayError(
    'CSRF_PREVENTED',
    'A page of another site could have made this browser send the request, and the cookie with it (CSRF). ' +
      `Send it with the header \`${PREFLIGHT_HEADERS[0]}: 1\`: pages of other sites must ask before they ` +
      'send that.',
  );
}

function isPreflighted(headers: IncomingHttpHeaders): boolean {
  return PREFLIGHT_HEADERS.some((name) => headers[name]);
}

/** Over plain HTTP browsers do not say where a request is from; but all of them have called themselves so. */
function isFromBrowser({ 'sec-fetch-site': site, origin, ...headers }: IncomingHttpHeaders) {
  if (site !== undefined || origin !== undefined) return true;
  return headers['user-agent']?.startsWith('Mozilla/') ?? false;
}
