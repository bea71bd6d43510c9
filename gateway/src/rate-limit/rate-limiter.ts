import { GatewayError } from '../errors/gateway-error.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createTellMeasured, type Log } from '../telemetry/tell-measured.ts';
import type { TokenBuckets } from './local-buckets.ts';
import { type Taken, type TokenBucket, tokenBucket } from './token-bucket.ts';

/** How many of something anyone may have. */
export interface RateRule {
  /** What it is called in headers and metrics, and in the settings below `rateLimit`. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly mode: 'enforce' | 'measure';
  /** `principal`: by user; who is none is counted by address. */
  readonly per: 'principal' | 'address';
  readonly bucket: TokenBucket;
}

/** By what a request is counted, and what has been. */
export interface RateAccount {
  readonly address: string;
  readonly principalId: string | null;
  readonly quotas: Quota[];
}

/** What a client is told of one rule. */
export interface Quota extends Taken {
  readonly rule: RateRule;
}

export interface RateLimiter {
  /**
   * Takes tokens from the bucket of whoever asks. Throws, or rejects with, GatewayError RATE_LIMITED when
   * there are not enough.
   */
  take(rule: RateRule, account: RateAccount, tokens: number): void | Promise<void>;
}

export function rateRule(rule: Omit<RateRule, 'bucket'>): RateRule {
  return { ...rule, bucket: tokenBucket(rule) };
}

export function createRateLimiter(options: {
  buckets: TokenBuckets;
  metrics: Pick<Metrics, 'rateLimit' | 'limitExceeded'>;
  logger: Log;
}): RateLimiter {
  const { buckets, metrics, logger } = options;
  const tellMeasured = createTellMeasured(metrics);

  return {
    take(rule, account, tokens) {
      const taken = buckets.take(keyOf(rule, account), rule.bucket, tokens);
      // PERF: memory answers at once, and a promise would cost as much as all the rest.
      if (!(taken instanceof Promise)) return settle({ rule, ...taken }, account, tokens);
      return taken.then((later) => settle({ rule, ...later }, account, tokens));
    },
  };

  function settle(quota: Quota, { quotas }: RateAccount, tokens: number): void {
    const { rule, isAllowed } = quota;
    const setting = `rateLimit.${rule.name}`;
    if (rule.mode === 'measure') {
      if (!isAllowed) {
        tellMeasured({ limit: setting, setting, count: rule.limit + 1, at: rule.limit }, logger);
      }
      return;
    }
    quotas.push(quota);
    metrics.rateLimit(isAllowed ? 'allowed' : 'limited');
    if (isAllowed) return;
    metrics.limitExceeded(setting, 'enforce');
    throw rateLimited(quota, tokens);
  }
}

/** A rule that is changed begins anew: what was taken of a larger bucket says nothing of a smaller one. */
function keyOf(rule: RateRule, { address, principalId }: RateAccount): string {
  const { name, limit, windowSeconds, per } = rule;
  const who =
    per === 'principal' && principalId !== null ? `user:${principalId}` : `address:${address}`;
  return `rate:${name}:${limit}:${windowSeconds}:${who}`;
}

function rateLimited({ rule, waitSeconds }: Quota, tokens: number): GatewayError {
  const { name, limit, windowSeconds } = rule;
  const most = `at most ${limit} in ${windowSeconds} s are answered (rateLimit.${name})`;
  const message =
    tokens > limit
      ? `That is ${tokens} at once; ${most}.`
      : `Too many requests: ${most}. Try again in ${waitSeconds} s.`;
  return new GatewayError('RATE_LIMITED', message);
}
