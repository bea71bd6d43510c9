import type { IncomingHttpHeaders } from 'node:http';

/** Headers by which a client may ask for something; every other `causeway-` header claims something. */
const CLIENT_HEADERS = new Set(['causeway-debug', 'causeway-require-preflight']);

/**
 * Removes what only the gateway may say. A client that sends `causeway-assertion` is not believed, and
 * no header rule can pass it on.
 */
export function stripIdentityHeaders(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    if (name.startsWith('causeway-') && !CLIENT_HEADERS.has(name)) delete headers[name];
  }
}
