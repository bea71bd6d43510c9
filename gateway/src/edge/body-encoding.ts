import { GatewayError } from '../errors/gateway-error.ts';

/**
 * Holds a request to a body that is sent as it is: what is packed could unpack to anything. Throws
 * GatewayError UNSUPPORTED_MEDIA_TYPE.
 */
export function checkBodyEncoding(contentEncoding: string | undefined): void {
  if (contentEncoding === undefined || contentEncoding.toLowerCase() === 'identity') return;
  throw new GatewayError(
    'UNSUPPORTED_MEDIA_TYPE',
    'Bodies are taken as they are: send no `content-encoding`.',
  );
}
