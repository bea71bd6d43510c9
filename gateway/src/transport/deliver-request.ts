import { setTimeout as sleep } from 'node:timers/promises';
import { cancelled } from '../errors/cancelled.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type AttemptOptions, createAttemptRequest } from './attempt-request.ts';
import { parseRetryAfter } from './retry-after.ts';
import { createRetryBudget } from './retry-budget.ts';
import { isTemporary, mayBeSentAgain, waitBeforeRetry } from './retry-policy.ts';
import type { SubgraphAnswer } from './subgraph-client.ts';
import type { SubgraphRequest } from './subgraph-service.ts';

export type Delivery = Pick<SubgraphRequest, 'body' | 'entityCount' | 'operationKind'> & {
  readonly context: GatewayContext;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
};

/**
 * Sends a request, and again if it failed for what may be over in a moment, until its deadline: the
 * subgraph's `timeoutMs`, or the end of the client's request if that is sooner. Rejects with GatewayError of
 * a SUBGRAPH_ code, REQUEST_DEADLINE_EXCEEDED or REQUEST_CANCELLED.
 */
export type DeliverRequest = (delivery: Delivery) => Promise<SubgraphAnswer>;

export function createDeliverRequest(
  options: AttemptOptions & { readonly metrics: Pick<Metrics, 'subgraphRetry'> },
): DeliverRequest {
  const { subgraph, settings, metrics } = options;
  const { retry, timeoutMs } = settings;
  const attemptRequest = createAttemptRequest(options);
  const budget = createRetryBudget(retry);

  /** Waits before a further attempt; false if there is none to be. */
  async function prepareRetry(
    attempt: number,
    { signal, deadlineAtMs }: { signal: AbortSignal; deadlineAtMs: number },
    retryAfterMs = 0,
  ): Promise<boolean> {
    const nowMs = performance.now();
    const waitMs = waitBeforeRetry(retry, { attempt, retryAfterMs });
    if (attempt >= retry.attempts || nowMs + waitMs >= deadlineAtMs) return false;
    if (!budget.take(nowMs)) return false;
    metrics.subgraphRetry(subgraph);
    await sleep(waitMs, undefined, { signal }).catch(() => Promise.reject(cancelled()));
    return true;
  }

  return async ({ operationKind, ...request }) => {
    const { context } = request;
    const startedAtMs = performance.now();
    const deadlineAtMs = Math.min(startedAtMs + timeoutMs, context.deadlineAtMs);
    if (deadlineAtMs <= startedAtMs) throw tooLate(subgraph);
    budget.countRequest(startedAtMs);
    const sent = { ...request, deadlineAtMs };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await attemptRequest(sent);
        if (!isTemporary(answer.status) || operationKind !== 'query') return answer;
        const retryAfterMs = parseRetryAfter(answer.retryAfter, Date.now());
        if (!(await prepareRetry(attempt, sent, retryAfterMs ?? 0))) return answer;
      } catch (error) {
        if (!mayBeSentAgain(error, operationKind) || !(await prepareRetry(attempt, sent))) {
          throw isLate(error) && deadlineAtMs === context.deadlineAtMs
            ? tooLate(subgraph, error)
            : error;
        }
      }
    }
  };
}

function isLate(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'SUBGRAPH_TIMEOUT';
}

function tooLate(subgraph: string, cause?: unknown): GatewayError {
  const message = `The request's time was over before subgraph "${subgraph}" had answered.`;
  return new GatewayError('REQUEST_DEADLINE_EXCEEDED', message, { cause });
}
