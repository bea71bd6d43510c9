import { expect, test } from 'vitest';
import { createLocalBuckets } from './local-buckets.ts';
import { tokenBucket } from './token-bucket.ts';

const SECOND = 1_000_000;

function buckets(rate: { limit: number; windowSeconds: number }, maxKeys = 10) {
  let nowUs = 5_000 * SECOND;
  const bucket = tokenBucket(rate);
  const local = createLocalBuckets({ maxKeys, nowUs: () => nowUs });
  return {
    take: (tokens = 1, key = 'a') => local.take(key, bucket, tokens),
    wouldRefuse: (tokens = 1) => local.findRefusal('a', bucket, tokens) !== null,
    pass(seconds: number) {
      nowUs += seconds * SECOND;
    },
  };
}

test('as many as the limit at once, and one more for each part of the window', () => {
  const { take, pass } = buckets({ limit: 3, windowSeconds: 60 });
  expect(take()).toEqual({ isAllowed: true, remaining: 2, waitSeconds: 20 });
  expect(take()).toEqual({ isAllowed: true, remaining: 1, waitSeconds: 20 });
  expect(take()).toEqual({ isAllowed: true, remaining: 0, waitSeconds: 20 });
  expect(take()).toEqual({ isAllowed: false, remaining: 0, waitSeconds: 20 });
  pass(19);
  expect(take()).toEqual({ isAllowed: false, remaining: 0, waitSeconds: 1 });
  pass(1);
  expect(take()).toEqual({ isAllowed: true, remaining: 0, waitSeconds: 20 });
  pass(1_000);
  expect(take()).toMatchObject({ isAllowed: true, remaining: 2 });
});

test.each([1, 3, 7, 60, 999, 100_000])('a bucket of %d gives no more and no less', (limit) => {
  const { take } = buckets({ limit, windowSeconds: 1 });
  expect(take(limit)).toMatchObject({ isAllowed: true, remaining: 0 });
  expect(take().isAllowed).toBe(false);
});

test('several are taken together, or none of them', () => {
  const { take, pass } = buckets({ limit: 5, windowSeconds: 50 });
  expect(take(3).remaining).toBe(2);
  expect(take(4)).toEqual({ isAllowed: false, remaining: 2, waitSeconds: 20 });
  expect(take(2)).toMatchObject({ isAllowed: true, remaining: 0 });
  pass(40);
  expect(take(4)).toMatchObject({ isAllowed: true, remaining: 0 });
  expect(take(6).isAllowed).toBe(false);
});

test('what would be refused is told without taking', () => {
  const { take, wouldRefuse } = buckets({ limit: 2, windowSeconds: 10 });
  expect(wouldRefuse()).toBe(false);
  expect(wouldRefuse(3)).toBe(true);
  expect(take(2).isAllowed).toBe(true);
  expect(wouldRefuse()).toBe(true);
});

test('each key has a bucket of its own, and only the last ones are kept', () => {
  const { take } = buckets({ limit: 1, windowSeconds: 10 }, 2);
  expect(take(1, 'a').isAllowed).toBe(true);
  expect(take(1, 'b').isAllowed).toBe(true);
  expect(take(1, 'b').isAllowed).toBe(false);
  expect(take(1, 'c').isAllowed).toBe(true);
  expect(take(1, 'a').isAllowed).toBe(true);
});
