import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CachePolicy, strictest } from '../caching/cache-policy.ts';
import type { BatchingSettings } from '../config/batching-settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createRequestTrace } from '../telemetry/request-trace.ts';
import { bodyOfFailure } from './answer-failure.ts';
import type { AnswerOperation } from './answer-operation.ts';
import { writeCacheHeaders } from './cache-headers.ts';
import { createJudgeLimit } from './judge-limit.ts';
import type { RateLimits } from './rate-limits.ts';
import { readOperation } from './read-graphql-request.ts';
import { gatewayContext, scopeOf } from './request-scope.ts';

export interface AnswerBatchOptions {
  answerOperation: AnswerOperation;
  batching: BatchingSettings;
  rateLimits: Pick<RateLimits, 'countRequest'> | null;
  /** Waits until there is room for an operation; resolves with what makes room for the next. */
  takeTurn: () => Promise<() => void>;
  metrics: Pick<Metrics, 'limitExceeded' | 'requestRefused'>;
  exposesPlan: boolean;
  requestTimeoutMs: number;
  /** The headers of a request that an answer depends on. */
  variesBy: readonly string[];
}

type AnswerBatch = (
  request: FastifyRequest,
  reply: FastifyReply,
  body: readonly unknown[],
) => Promise<string>;

/**
 * Makes what answers a list of operations with a list of answers in the same order. Each operation waits for
 * a turn, goes through every stage and may fail for itself, as if it had come alone; so the status is 200.
 * Rejects with GatewayError when batches are not answered here, or it is empty or too long.
 */
export function createAnswerBatch(options: AnswerBatchOptions): AnswerBatch {
  const { batching, rateLimits, metrics, variesBy } = options;
  const judgeSize = createJudgeLimit({
    ...{ setting: 'batching.operations', limit: batching.operations, metrics },
    ...{ code: 'BATCH_LIMIT_EXCEEDED', what: 'too many operations' },
  });

  return async (request, reply, body) => {
    if (!batching.enabled) {
      throw new GatewayError(
        'BATCHING_NOT_ENABLED',
        'A request holds one operation here, not a list.',
      );
    }
    if (body.length === 0) throw new GatewayError('BAD_REQUEST', 'The list holds no operation.');
    judgeSize(body.length);
    // The first has been counted as the request.
    if (body.length > 1) await rateLimits?.countRequest(request, body.length - 1);
    const { mediaType } = scopeOf(request).form;
    const answers = await Promise.all(body.map((member) => answerMember(request, member, options)));
    writeCacheHeaders(reply, answers.map(({ policy }) => policy).reduce(strictest), variesBy);
    reply.code(200).type(mediaType);
    return `[${answers.map(({ json }) => json).join(',')}]`;
  };
}

interface Answer {
  readonly json: string;
  readonly policy: CachePolicy;
}

async function answerMember(
  request: FastifyRequest,
  member: unknown,
  options: AnswerBatchOptions,
): Promise<Answer> {
  const context = memberContext(request, options);
  const json = await jsonOf(request, member, context, options);
  scopeOf(request).trace.fetches.push(...context.trace.fetches);
  return { json, policy: context.cache.told };
}

/** Each operation is told apart in what is traced of it. */
function memberContext(request: FastifyRequest, options: AnswerBatchOptions): GatewayContext {
  return { ...gatewayContext(request, options), trace: createRequestTrace() };
}

async function jsonOf(
  request: FastifyRequest,
  member: unknown,
  context: GatewayContext,
  { answerOperation, takeTurn, metrics }: AnswerBatchOptions,
): Promise<string> {
  let leave: (() => void) | undefined;
  try {
    leave = await takeTurn();
    const { body } = await answerOperation(request, readOperation(member), context);
    if (body.kind === 'complete') return body.string;
    throw new GatewayError(
      'BAD_REQUEST',
      'An operation of a batch is answered whole, not in parts.',
    );
  } catch (error) {
    return JSON.stringify(bodyOfFailure(error, request, metrics).body);
  } finally {
    leave?.();
  }
}
