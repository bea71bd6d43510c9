import { GatewayError } from '../errors/gateway-error.ts';

/**
 * RFC 9112 §3.2: a request that names several hosts is answered 400, since whoever stands in front may have
 * read another of them than we do. Throws GatewayError BAD_REQUEST. `rawHeaders`: names and values in turn.
 */
export function checkOneHost(rawHeaders: readonly string[]): void {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1) throw new GatewayError('BAD_REQUEST', 'The request names several hosts.');
}
