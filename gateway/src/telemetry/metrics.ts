/** What the rooms tell of what happens in them. None of it holds text that a client chose. */
export interface Metrics {
  /** A request has been answered, or given up by its client. */
  httpRequest(request: HttpRequestMetric): void;
  /** So many requests wait for their turn. */
  requestsQueued(count: number): void;
  /** A limit was passed; `limit` is the name of its setting, `mode` whether the request was refused. */
  limitExceeded(limit: string, mode: 'measure' | 'enforce'): void;
  /** A request was refused at the edge, with this code. */
  requestRefused(code: string): void;
  /** An exchange with a subgraph has ended: `ok`, or with the code of an error. */
  subgraphRequest(exchange: { subgraph: string; outcome: string; durationMs: number }): void;
  subgraphRetry(subgraph: string): void;
  /** Whether an answer was at hand, where they are kept. */
  responseCache(subgraph: string, outcome: 'hit' | 'miss'): void;
  circuitBreaker(subgraph: string, state: 'closed' | 'open' | 'half-open'): void;
  /** What an operation is estimated to cost. */
  operationCost(cost: number): void;
  /** An operation was asked for by its id, or held to the list of persisted operations. */
  persistedOperation(outcome: PersistedOperationOutcome): void;
  /** Something was denied to a caller: it was null in the answer, or the operation was refused. */
  accessDenied(mode: 'null' | 'reject'): void;
  rateLimit(outcome: 'allowed' | 'limited' | 'unavailable'): void;
  /** Another supergraph has come. */
  supergraphUpdate(outcome: 'accepted' | 'refused'): void;
  /** So many of the operations in use fared so on the next supergraph. */
  warmUp(outcome: 'warmed' | 'invalid' | 'unplannable' | 'skipped', operations: number): void;
  /** The registry was asked for the supergraph. */
  registryRequest(outcome: 'new' | 'same' | 'refused' | 'failed'): void;
  /** Requests are answered from this version of the registry. */
  supergraphVersion(number: number): void;
  /** What clients asked for was reported to the registry, or could not be. */
  usageReport(outcome: 'sent' | 'failed'): void;
}

export interface HttpRequestMetric {
  readonly method: string;
  /** As the edge declares it, not as the client wrote it; undefined where there is nothing. */
  readonly route: string | undefined;
  readonly status: number;
  /** Which graph was asked, as the settings name it; undefined for the main one. */
  readonly variant: string | undefined;
  readonly operationType: string | undefined;
  readonly durationMs: number;
}

export type PersistedOperationOutcome =
  | 'found'
  | 'not-found'
  | 'kept'
  | 'not-in-list'
  | 'id-required';

/** Tells nobody. */
export const noMetrics: Metrics = {
  httpRequest: () => undefined,
  requestsQueued: () => undefined,
  limitExceeded: () => undefined,
  requestRefused: () => undefined,
  subgraphRequest: () => undefined,
  subgraphRetry: () => undefined,
  responseCache: () => undefined,
  circuitBreaker: () => undefined,
  operationCost: () => undefined,
  persistedOperation: () => undefined,
  accessDenied: () => undefined,
  rateLimit: () => undefined,
  supergraphUpdate: () => undefined,
  warmUp: () => undefined,
  registryRequest: () => undefined,
  supergraphVersion: () => undefined,
  usageReport: () => undefined,
};
