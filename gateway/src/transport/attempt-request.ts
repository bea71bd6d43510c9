import type { AssertionSigner, Logger } from '@causeway/subgraph-kit/service';
import type { SubgraphSettings } from '../config/subgraph-settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { parseServerTiming } from '../telemetry/parse-server-timing.ts';
import { type CircuitState, createCircuitBreaker } from './circuit-breaker.ts';
import { createInFlightLimit } from './in-flight-limit.ts';
import { type Ending, outcomeOf, verdictOf } from './judge-attempt.ts';
import type { SendRequest, SubgraphAnswer } from './subgraph-client.ts';
import { subgraphHeaders } from './subgraph-headers.ts';

export interface AttemptOptions {
  readonly subgraph: string;
  readonly address: { readonly origin: string; readonly path: string };
  readonly settings: SubgraphSettings;
  readonly send: SendRequest;
  /** Null when subgraphs are not told who is asking. */
  readonly signer: AssertionSigner | null;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'subgraphRequest' | 'circuitBreaker'>;
}

export interface Attempt {
  readonly body: string;
  readonly entityCount: number | undefined;
  readonly context: GatewayContext;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request once; the deadline is as performance.now() tells the time. Rejects with GatewayError of a
 * SUBGRAPH_ code, or REQUEST_CANCELLED.
 */
export type AttemptRequest = (attempt: Attempt, deadlineAtMs: number) => Promise<SubgraphAnswer>;

/** Sends requests of one subgraph while its circuit is closed, each when there is a place for it. */
export function createAttemptRequest(options: AttemptOptions): AttemptRequest {
  const { subgraph, settings, metrics } = options;
  const breaker = createCircuitBreaker(settings.circuitBreaker, tellOfCircuit(options));
  const places = createInFlightLimit(settings.inFlight, () => overloaded(subgraph));

  function begin(attempt: Attempt): Running {
    const startedAtMs = performance.now();
    const ticket = breaker.enter(startedAtMs);
    if (ticket !== null) return { attempt, ticket, startedAtMs, hasPlace: false };
    metrics.subgraphRequest({ subgraph, outcome: 'SUBGRAPH_CIRCUIT_OPEN', durationMs: 0 });
    const message = `Subgraph "${subgraph}" is not asked for a while, since it failed to answer.`;
    throw new GatewayError('SUBGRAPH_CIRCUIT_OPEN', message);
  }

  function end({ attempt, ticket, startedAtMs, hasPlace }: Running, ending: Ending): void {
    const endedAtMs = performance.now();
    const durationMs = endedAtMs - startedAtMs;
    breaker.leave(ticket, verdictOf(ending, durationMs, settings.timeoutMs), endedAtMs);
    metrics.subgraphRequest({ subgraph, outcome: outcomeOf(ending), durationMs });
    if (!hasPlace) return;
    places.leave();
    noteFetch(subgraph, attempt, { startedAtMs, durationMs, answer: ending.answer });
  }

  return async (attempt, deadlineAtMs) => {
    const running = begin(attempt);
    try {
      // PERF: waited for only if there is no place now.
      const turn = places.enter(attempt.signal, deadlineAtMs - running.startedAtMs);
      if (turn !== undefined) await turn;
      running.hasPlace = true;
      const answer = await exchange(options, attempt, deadlineAtMs);
      end(running, { answer });
      return answer;
    } catch (error) {
      end(running, { error });
      throw error;
    }
  };
}

interface Running {
  readonly attempt: Attempt;
  /** The circuit breaker's. */
  readonly ticket: number;
  readonly startedAtMs: number;
  /** Whether it has been its turn. */
  hasPlace: boolean;
}

function tellOfCircuit({ subgraph, logger, metrics }: AttemptOptions) {
  metrics.circuitBreaker(subgraph, 'closed');
  return (state: CircuitState) => {
    metrics.circuitBreaker(subgraph, state);
    logger.warn({ subgraph, state }, 'circuit breaker changed');
  };
}

function overloaded(subgraph: string): GatewayError {
  const message = `Too many requests wait for subgraph "${subgraph}".`;
  return new GatewayError('SUBGRAPH_OVERLOADED', message);
}

function exchange(
  { subgraph, address, settings, send, signer }: AttemptOptions,
  { body, context, signal }: Attempt,
  deadlineAtMs: number,
): Promise<SubgraphAnswer> {
  // PERF: whole, so that most timers have the same duration, and with it a common list in Node.
  const timeoutMs = Math.max(1, Math.ceil(deadlineAtMs - performance.now()));
  // Signed for this attempt alone: an assertion is good for one use only.
  const headers = subgraphHeaders({ subgraph, settings, context, signer, body, timeoutMs });
  const { maxResponseBytes } = settings;
  return send(subgraph, { ...address, headers, body, timeoutMs, maxResponseBytes, signal });
}

function noteFetch(
  subgraph: string,
  { context: { trace }, entityCount }: Attempt,
  took: { startedAtMs: number; durationMs: number; answer: SubgraphAnswer | undefined },
): void {
  trace.fetches.push({
    subgraph,
    startMs: took.startedAtMs - trace.startedAtMs,
    durationMs: took.durationMs,
    status: took.answer?.status ?? 0,
    ...(entityCount !== undefined && { entityCount }),
    ...parseServerTiming(took.answer?.serverTiming),
  });
}
