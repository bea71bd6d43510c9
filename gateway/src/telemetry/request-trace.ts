import type { PlanDescription } from './plan-description.ts';

/** One request to a subgraph, as the developer view and the access log count it. */
interface FetchTrace {
  subgraph: string;
  /** Milliseconds since the request arrived. */
  startMs: number;
  durationMs: number;
  /** The HTTP status, or 0 when there was no response. */
  status: number;
  /** How many entities were asked for, if it was an entity fetch. */
  entityCount?: number;
  sqlStatements?: number;
  sqlDurationMs?: number;
}

/** What the operation is estimated to cost, before anything is asked of a subgraph. */
interface CostTrace {
  readonly total: number;
  readonly bySubgraph: ReadonlyMap<string, number>;
}

/** Why a request, or an operation of a batch, was refused; the client is not told every reason. */
interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** What happened to one client request. Filled as it goes, read once at its end. */
export interface RequestTrace {
  readonly startedAtMs: number;
  readonly fetches: FetchTrace[];
  readonly refusals: Refusal[];
  operationName?: string | undefined;
  operationType?: string | undefined;
  cost?: CostTrace;
  planningMs?: number;
  /** Only when the client is shown it. */
  plan?: PlanDescription;
}

export function createRequestTrace(): RequestTrace {
  return { startedAtMs: performance.now(), fetches: [], refusals: [] };
}
