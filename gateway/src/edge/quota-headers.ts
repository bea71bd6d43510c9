import type { Quota } from '../rate-limit/rate-limiter.ts';

/**
 * What a client is told of its quotas: `RateLimit-Policy` and `RateLimit` as lists of structured fields
 * (draft-ietf-httpapi-ratelimit-headers-10), and `Retry-After` with a refusal (RFC 9110 §10.2.3).
 */
export function quotaHeaders(quotas: readonly Quota[]): Record<string, string> {
  // Of a rule that was asked for several times, the last word.
  const latest = [...new Map(quotas.map((quota) => [quota.rule, quota])).values()];
  const refused = latest.filter(({ isAllowed }) => !isAllowed);
  const waits = refused.map(({ waitSeconds }) => waitSeconds);
  return {
    'ratelimit-policy': latest
      .map(({ rule: { name, limit, windowSeconds } }) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: latest
      .map(({ rule, remaining, waitSeconds }) => `"${rule.name}";r=${remaining};t=${waitSeconds}`)
      .join(', '),
    ...(waits.length > 0 && { 'retry-after': String(Math.max(...waits)) }),
  };
}
