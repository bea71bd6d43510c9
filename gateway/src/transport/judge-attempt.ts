import { GatewayError } from '../errors/gateway-error.ts';
import type { Verdict } from './circuit-breaker.ts';
import type { SubgraphAnswer } from './subgraph-client.ts';

/** How an attempt ended: with an answer, of whatever status, or an error. */
export type Ending =
  | { readonly answer: SubgraphAnswer; readonly error?: undefined }
  | { readonly answer?: undefined; readonly error: unknown };

/**
 * What an attempt tells of its subgraph. Bad is what no client can cause by what it asks: no answer, or one
 * that says that there is none. A 500 may be the fault of one operation, and a 429 of one client: were they
 * bad, one client could close a subgraph to all. Late is bad only if there was time to answer.
 */
export function verdictOf(
  { answer, error }: Ending,
  durationMs: number,
  timeoutMs: number,
): Verdict {
  if (answer !== undefined) return answer.status >= 502 && answer.status <= 504 ? 'bad' : 'good';
  if (!(error instanceof GatewayError)) return 'neither';
  switch (error.code) {
    case 'SUBGRAPH_UNREACHABLE':
      return 'bad';
    case 'SUBGRAPH_TIMEOUT':
      return durationMs >= timeoutMs / 2 ? 'bad' : 'neither';
    default:
      return 'neither';
  }
}

/** For metrics: `ok`, the status of an answer that is an error, or the code of an error. */
export function outcomeOf({ answer, error }: Ending): string {
  if (answer !== undefined) return answer.status < 400 ? 'ok' : String(answer.status);
  return error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR';
}
