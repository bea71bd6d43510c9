import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOffsetTracker } from './create-offset-tracker.ts';

test('nothing may be committed before the first is done', () => {
  const tracker = createOffsetTracker();
  tracker.begin(5n);
  tracker.begin(6n);
  tracker.done(6n);
  expect(tracker.committable()).toBeNull();
  tracker.done(5n);
  expect(tracker.committable()).toBe(7n);
});

test('in whatever order they are done, what may be committed is what is done without a gap', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...Array(12).keys()]), (order) => {
      const tracker = createOffsetTracker();
      for (let offset = 0n; offset < 12n; offset += 1n) tracker.begin(offset);
      for (const [index, offset] of order.entries()) {
        tracker.done(BigInt(offset));
        const done = new Set(order.slice(0, index + 1));
        const gap = [...Array(13).keys()].findIndex((each) => !done.has(each));
        expect(tracker.committable()).toBe(gap === 0 ? null : BigInt(gap));
      }
    }),
  );
});
