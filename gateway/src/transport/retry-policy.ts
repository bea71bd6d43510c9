import type { RetrySettings } from '../config/retry-settings.ts';
import type { SubgraphRequest } from './subgraph-service.ts';
import { SubgraphUnreachableError } from './subgraph-unreachable-error.ts';

type OperationKind = SubgraphRequest['operationKind'];

/** 429 Too Many Requests, 502 Bad Gateway, 503 Service Unavailable, 504 Gateway Timeout. */
export function isTemporary(status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504);
}

/** Codes of failures that may be over in a moment. A certificate that is not valid will not be, then. */
const PASSING = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET'],
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/**
 * Whether a request that failed may be sent again: a query always, since it changes nothing; a mutation only
 * if nothing of it has been sent. Only failures to reach the subgraph pass by themselves.
 */
export function mayBeSentAgain(
  error: unknown,
  kind: OperationKind,
): error is SubgraphUnreachableError {
  if (!(error instanceof SubgraphUnreachableError)) return false;
  return PASSING.has(error.reason) && (kind === 'query' || !error.wasSent);
}

/** Why a request is sent again. */
export type RetryCause =
  /** There was no connection to send it on. */
  | { readonly kind: 'not sent' }
  /** The connection broke under it. */
  | { readonly kind: 'broken' }
  /** The answer says that another time may be better. */
  | { readonly kind: 'put off'; readonly retryAfterMs: number };

/**
 * How long to wait before a request is sent again: any time up to a limit that doubles each time ("full
 * jitter": those that failed together do not come back together), and no shorter than the subgraph asks for.
 * A connection that breaks was mostly idle and about to be closed: the first time, another is taken at once.
 */
export function waitBeforeRetry(
  { backoffMs, maxBackoffMs }: Pick<RetrySettings, 'backoffMs' | 'maxBackoffMs'>,
  attempt: number,
  cause: RetryCause,
): number {
  if (cause.kind === 'broken' && attempt === 1) return 0;
  const waitMs = Math.random() * Math.min(maxBackoffMs, backoffMs * 2 ** (attempt - 1));
  return cause.kind === 'put off' ? Math.max(cause.retryAfterMs, waitMs) : waitMs;
}
