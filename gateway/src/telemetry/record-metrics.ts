import type { Instruments } from './label-instruments.ts';
import type { Metrics } from './metrics.ts';

/** OpenTelemetry's semantic conventions for HTTP metrics, in seconds. */
const DURATION_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
const COST_BUCKETS = [1, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000];
const STATES = { closed: 0, 'half-open': 1, open: 2 } as const;

/**
 * Records what the rooms tell. Names and units are those of OpenTelemetry's semantic conventions where there
 * are any, and begin with `causeway.` where there are none.
 */
export function recordMetrics(meter: Instruments): Metrics {
  const duration = (name: string, description: string) =>
    meter.createHistogram(name, {
      ...{ description, unit: 's' },
      advice: { explicitBucketBoundaries: DURATION_BUCKETS },
    });
  const served = duration('http.server.request.duration', 'From the head of a request to its end.');
  const asked = duration('http.client.request.duration', 'Exchanges with subgraphs.');
  const counter = (name: string, description: string) => meter.createCounter(name, { description });
  const exceeded = counter('causeway.limit.exceeded', 'Requests that passed a limit.');
  const refused = counter('causeway.request.refused', 'Requests refused at the edge.');
  const retries = counter(
    'causeway.subgraph.retries',
    'Requests to subgraphs that were sent again.',
  );
  const recalled = counter(
    'causeway.response_cache.lookups',
    'Requests to subgraphs whose answers are kept, by whether one was at hand.',
  );
  const costs = meter.createHistogram('causeway.operation.estimated_cost', {
    description: 'What operations are estimated to cost.',
    advice: { explicitBucketBoundaries: COST_BUCKETS },
  });
  const persisted = counter(
    'causeway.persisted_operations',
    'Operations that were asked for by their ids, or not on the list.',
  );
  const limited = counter('causeway.rate_limit.requests', 'Requests that rate limits counted.');
  const denied = counter('causeway.access.denied', 'Operations that asked for what is denied.');
  const updates = counter('causeway.supergraph.updates', 'Supergraphs that came after the first.');
  const warmed = counter(
    'causeway.warm_up.operations',
    'Operations in use that were tried on the next supergraph.',
  );
  const registry = counter(
    'causeway.registry.requests',
    'Requests to the registry for the supergraph.',
  );
  const usage = counter('causeway.usage.reports', 'Reports of what clients asked for.');
  const version = meter.createGauge('causeway.supergraph.version', {
    description: 'The version of the registry that requests are answered from.',
  });
  const queued = meter.createGauge('causeway.requests.queued', {
    description: 'Requests that wait for their turn.',
  });
  const breaker = meter.createGauge('causeway.subgraph.circuit_breaker', {
    description: 'State of the circuit breaker: 0 closed, 1 half open, 2 open.',
  });

  return {
    httpRequest({ method, route, status, variant, operationType, durationMs }) {
      served.record(durationMs / 1_000, {
        'http.request.method': method,
        'http.response.status_code': status,
        ...(route !== undefined && { 'http.route': route }),
        ...(variant !== undefined && { 'causeway.variant': variant }),
        ...(operationType !== undefined && { 'graphql.operation.type': operationType }),
      });
    },
    requestsQueued: (count) => queued.record(count),
    limitExceeded: (limit, mode) => exceeded.add(1, { limit, mode }),
    requestRefused: (code) => refused.add(1, { 'error.type': code }),
    subgraphRequest: ({ subgraph, outcome, durationMs }) =>
      asked.record(durationMs / 1_000, {
        'causeway.subgraph': subgraph,
        ...(outcome !== 'ok' && { 'error.type': outcome }),
      }),
    subgraphRetry: (subgraph) => retries.add(1, { 'causeway.subgraph': subgraph }),
    responseCache: (subgraph, outcome) =>
      recalled.add(1, { 'causeway.subgraph': subgraph, outcome }),
    circuitBreaker: (subgraph, state) =>
      breaker.record(STATES[state], { 'causeway.subgraph': subgraph }),
    operationCost: (cost) => costs.record(cost),
    persistedOperation: (outcome) => persisted.add(1, { outcome }),
    accessDenied: (mode) => denied.add(1, { mode }),
    rateLimit: (outcome) => limited.add(1, { outcome }),
    supergraphUpdate: (outcome) => updates.add(1, { outcome }),
    warmUp: (outcome, operations) => warmed.add(operations, { outcome }),
    registryRequest: (outcome) => registry.add(1, { outcome }),
    supergraphVersion: (number) => version.record(number),
    usageReport: (outcome) => usage.add(1, { outcome }),
  };
}
