import { expect, test } from 'vitest';
import { createRestartDelay } from './restart-delay.ts';

test('waits longer after each crash in a row and gives up at the fifth', () => {
  const delayAfter = createRestartDelay();
  expect([10, 10, 10, 10, 10].map((uptimeMs) => delayAfter(uptimeMs))).toEqual([
    500,
    1_000,
    2_000,
    4_000,
    null,
  ]);
});

test('forgets earlier crashes once the process has run for half a minute', () => {
  const delayAfter = createRestartDelay();
  for (const uptimeMs of [10, 10, 10]) delayAfter(uptimeMs);
  expect(delayAfter(30_000)).toBe(500);
});
