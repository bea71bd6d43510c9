import { expect, test } from 'vitest';
import { SlidingCounts } from './sliding-counts.ts';

const MINUTE = 60_000;

test('counts what happened within the window', () => {
  const counts = new SlidingCounts(1_000);
  for (let at = 0; at < 500; at += 50) counts.add(MINUTE + at, { all: 1 });
  counts.add(MINUTE + 500, { all: 1, marked: 1 });
  expect([counts.all, counts.marked]).toEqual([11, 1]);
});

test('forgets, a tenth of the window at a time', () => {
  const counts = new SlidingCounts(1_000);
  for (let at = 0; at < 1_000; at += 100) counts.add(MINUTE + at, { all: 1, marked: 1 });
  const left = [0, 999, 1_000, 1_099, 1_100, 1_899, 1_900, 5_000].map((at) => {
    counts.forgetBefore(MINUTE + at);
    return counts.all;
  });
  expect(left).toEqual([10, 10, 9, 9, 8, 1, 0, 0]);
  expect(counts.marked).toBe(0);
});

test('has forgotten all after a long time, and counts on', () => {
  const counts = new SlidingCounts(1_000);
  counts.add(MINUTE, { all: 1 });
  counts.add(1_000 * MINUTE, { all: 1 });
  expect(counts.all).toBe(1);
});
