import { setTimeout as sleep } from 'node:timers/promises';
import { cancelled } from '../errors/cancelled.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Attempt, type AttemptOptions, createAttemptRequest } from './attempt-request.ts';
import { parseRetryAfter } from './retry-after.ts';
import { createRetryBudget } from './retry-budget.ts';
import { isTemporary, mayBeSentAgain, type RetryCause, waitBeforeRetry } from './retry-policy.ts';
import type { SubgraphAnswer } from './subgraph-client.ts';
import type { SubgraphRequest } from './subgraph-service.ts';
import type { SubgraphUnreachableError } from './subgraph-unreachable-error.ts';

export type Delivery = Attempt & Pick<SubgraphRequest, 'operationKind'>;

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
    cause: RetryCause,
    { signal, deadlineAtMs }: { signal: AbortSignal; deadlineAtMs: number },
  ): Promise<boolean> {
    const nowMs = performance.now();
    const waitMs = waitBeforeRetry(retry, attempt, cause);
    if (attempt >= retry.attempts || nowMs + waitMs >= deadlineAtMs) return false;
    // What was not sent costs the subgraph nothing; when it is back, it gets each request once.
    if (cause.kind !== 'not sent' && !budget.take(nowMs)) return false;
    metrics.subgraphRetry(subgraph);
    await sleep(waitMs, undefined, { signal }).catch(() => Promise.reject(cancelled()));
    return true;
  }

  return async (delivery) => {
    const { operationKind, context, signal } = delivery;
    const startedAtMs = performance.now();
    const deadlineAtMs = Math.min(startedAtMs + timeoutMs, context.deadlineAtMs);
    if (deadlineAtMs <= startedAtMs) throw tooLate(subgraph);
    budget.countRequest(startedAtMs);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await attemptRequest(delivery, deadlineAtMs);
        if (!isTemporary(answer.status) || operationKind !== 'query') return answer;
        if (!(await prepareRetry(attempt, putOff(answer), { signal, deadlineAtMs }))) return answer;
      } catch (error) {
        const isAgain =
          mayBeSentAgain(error, operationKind) &&
          (await prepareRetry(attempt, brokeOff(error), { signal, deadlineAtMs }));
        if (isAgain) continue;
        throw isLate(error) && deadlineAtMs === context.deadlineAtMs
          ? tooLate(subgraph, error)
          : error;
      }
    }
  };
}

function brokeOff({ wasSent }: SubgraphUnreachableError): RetryCause {
  return { kind: wasSent ? 'broken' : 'not sent' };
}

function putOff({ retryAfter }: SubgraphAnswer): RetryCause {
  return { kind: 'put off', retryAfterMs: parseRetryAfter(retryAfter, Date.now()) ?? 0 };
}

function isLate(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'SUBGRAPH_TIMEOUT';
}

function tooLate(subgraph: string, cause?: unknown): GatewayError {
  const message = `The request's time was over before subgraph "${subgraph}" had answered.`;
  return new GatewayError('REQUEST_DEADLINE_EXCEEDED', message, { cause });
}
