import type { FastifyReply } from 'fastify';
import { type CachePolicy, NOT_KEPT, writeCachePolicy } from '../caching/cache-policy.ts';
import type { GatewayContext } from '../request-context.ts';

/**
 * How an answer may be kept: as the strictest of its subgraphs allows, if it is a query's and nothing of it
 * went wrong; by others than the client only if anyone could have asked, by GET, for the same.
 */
export function policyOfAnswer(
  { cache: { heard }, principal, showsPlan }: GatewayContext,
  answer: { isQuery: boolean; isWhole: boolean; method: string | undefined },
): CachePolicy {
  if (heard === null || !answer.isQuery || !answer.isWhole || showsPlan) return NOT_KEPT;
  const isAnyones = answer.method === 'GET' && principal.kind === 'anonymous';
  return isAnyones ? heard : { ...heard, scope: 'private' };
}

/** Writes the policy; `variesBy` are the headers of a request that its answer depends on. */
export function writeCacheHeaders(
  reply: FastifyReply,
  policy: CachePolicy,
  variesBy: readonly string[],
): void {
  reply.header('cache-control', writeCachePolicy(policy));
  if (policy.maxAgeSeconds === 0) return;
  const before = reply.getHeader('vary');
  reply.header('vary', [...(before === undefined ? [] : [String(before)]), ...variesBy].join(', '));
}
