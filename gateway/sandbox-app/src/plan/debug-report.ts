import { type PlanNode, parseQueryPlan } from './query-plan.ts';

/** One request to a subgraph, timed from the start of the operation's execution. */
export interface SubgraphFetch {
  subgraph: string;
  startMs: number;
  durationMs: number;
  /** null when the subgraph did not answer. */
  status: number | null;
  entityCount: number | null;
  sqlStatements: number | null;
  sqlDurationMs: number | null;
}

/** What the gateway tells a developer about one operation, in `extensions.causeway`. */
export interface DebugReport {
  plan: PlanNode | null;
  planText: string | null;
  planningMs: number | null;
  /** What the gateway took the operation to cost before it asked anyone. */
  estimatedCost: number | null;
  fetches: readonly SubgraphFetch[];
}

/**
 * Takes the gateway's report out of a response, so that the response pane shows the answer alone.
 * @returns the response without the report, and the report or null when there was none.
 */
export function takeDebugReport<R extends object>(
  response: R,
): { response: R; report: DebugReport | null } {
  const extensions = recordOf((response as { extensions?: unknown }).extensions);
  if (!extensions || !recordOf(extensions.causeway)) return { response, report: null };
  const { causeway, ...others } = extensions;
  const { extensions: _, ...rest } = response as R & { extensions: unknown };
  const kept = Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest;
  return { response: kept as R, report: parseReport(recordOf(causeway) ?? {}) };
}

function parseReport(value: Record<string, unknown>): DebugReport {
  const fetches = Array.isArray(value.fetches) ? value.fetches : [];
  return {
    plan: parseQueryPlan(value.plan),
    planText: typeof value.planText === 'string' ? value.planText : null,
    planningMs: numberOf(value.planningMs),
    estimatedCost: numberOf(recordOf(value.cost)?.estimated),
    fetches: fetches
      .map(recordOf)
      .filter((fetch) => fetch !== null)
      .map(parseFetch),
  };
}

function parseFetch(value: Record<string, unknown>): SubgraphFetch {
  return {
    subgraph: typeof value.subgraph === 'string' ? value.subgraph : 'unknown subgraph',
    startMs: Math.max(0, numberOf(value.startMs) ?? 0),
    durationMs: Math.max(0, numberOf(value.durationMs) ?? 0),
    status: numberOf(value.status) || null,
    entityCount: numberOf(value.entityCount),
    sqlStatements: numberOf(value.sqlStatements),
    sqlDurationMs: numberOf(value.sqlDurationMs),
  };
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
