import { expect, test } from 'vitest';
import { count, formatMilliseconds, formatSize } from './format.ts';

test.each([
  [0, '0 ms'],
  [0.42, '0.4 ms'],
  [9.96, '10 ms'],
  [38.4, '38 ms'],
  [1250, '1.25 s'],
])('writes %d milliseconds as %s', (durationMs, expected) => {
  expect(formatMilliseconds(durationMs)).toBe(expected);
});

test.each([
  [812, '812 B'],
  [12_340, '12.3 kB'],
  [1_400_000, '1.4 MB'],
])('writes %d bytes as %s', (sizeBytes, expected) => {
  expect(formatSize(sizeBytes)).toBe(expected);
});

test('counts in words', () => {
  expect([count(1, 'fetch', 'fetches'), count(0, 'statement')]).toEqual([
    '1 fetch',
    '0 statements',
  ]);
});
