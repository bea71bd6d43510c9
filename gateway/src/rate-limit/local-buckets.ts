import { LRUCache } from 'lru-cache';
import { describeTaken, type Taken, type TokenBucket, takeTokens } from './token-bucket.ts';

/** Where tokens are taken: from the bucket of a key, which is full when it is first asked for. */
export interface TokenBuckets {
  take(key: string, bucket: TokenBucket, tokens: number): Taken | Promise<Taken>;
}

/** Buckets in the memory of this process. */
export interface LocalBuckets extends TokenBuckets {
  take(key: string, bucket: TokenBucket, tokens: number): Taken;
  /** What `take` would say if it refused; null if it would not. Takes nothing. */
  findRefusal(key: string, bucket: TokenBucket, tokens: number): Taken | null;
  /** Notes the debt that a bucket has elsewhere. */
  note(key: string, debtUs: number): void;
}

/**
 * Keeps the buckets that were used last, so that memory stays flat however many addresses send requests: one
 * that is forgotten is full again.
 */
export function createLocalBuckets({
  maxKeys,
  nowUs = () => Math.floor(performance.now() * 1_000),
}: {
  maxKeys: number;
  nowUs?: () => number;
}): LocalBuckets {
  /** When each bucket is full again. */
  const fullAtUs = new LRUCache<string, number>({ max: maxKeys });

  const attempt = (key: string, bucket: TokenBucket, tokens: number) =>
    takeTokens(bucket, { debtUs: (fullAtUs.get(key) ?? 0) - nowUs(), tokens });

  function note(key: string, debtUs: number): void {
    fullAtUs.set(key, nowUs() + debtUs);
  }

  return {
    take(key, bucket, tokens) {
      const result = attempt(key, bucket, tokens);
      if (result.waitUs === 0) note(key, result.debtUs);
      return describeTaken(bucket, result);
    },
    findRefusal(key, bucket, tokens) {
      const result = attempt(key, bucket, tokens);
      return result.waitUs === 0 ? null : describeTaken(bucket, result);
    },
    note,
  };
}
