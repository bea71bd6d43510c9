import type { IncomingMessage } from 'node:http';
import type { HttpSettings } from '../config/http-settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createJudgeLimit } from './judge-limit.ts';

/**
 * Makes what holds the head of every request to limits that Node does not know, and to what Node lets pass:
 * it counts headers only to drop those that are too many. Throws GatewayError.
 */
export function createCheckHead(
  { headers, urlBytes }: Pick<HttpSettings, 'headers' | 'urlBytes'>,
  metrics: Pick<Metrics, 'limitExceeded'>,
): (request: Pick<IncomingMessage, 'rawHeaders' | 'url' | 'httpVersion'>) => void {
  const judgeHeaders = createJudgeLimit({
    ...{ setting: 'http.headers', limit: headers, metrics },
    ...{ code: 'REQUEST_HEADERS_TOO_LARGE', what: 'too many headers' },
  });
  const judgeUrl = createJudgeLimit({
    ...{ setting: 'http.urlBytes', limit: urlBytes, metrics },
    ...{ code: 'REQUEST_URL_TOO_LONG', what: 'an address that is too long' },
  });
  return ({ rawHeaders, url = '', httpVersion }) => {
    judgeHeaders(rawHeaders.length / 2);
    judgeUrl(url.length);
    const hosts = countHosts(rawHeaders);
    if (hosts === 1 || (hosts === 0 && httpVersion === '1.0')) return;
    throw new GatewayError('BAD_REQUEST', 'The request does not name one host.');
  };
}

/** RFC 9112 §3.2: without one, or with several, proxies and we could take a request to be for different hosts. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
