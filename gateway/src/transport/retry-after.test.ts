import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ['0', 0],
  [' 120 ', 120_000],
  ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
])('reads %j', (header, waitMs) => {
  expect(parseRetryAfter(header, NOW)).toBe(waitMs);
});

test.each([undefined, '', '-1', '1.5', '1e9', '99999999999', 'soon', '2026-01-01', '0x10'])(
  'makes nothing of %j',
  (header) => {
    expect(parseRetryAfter(header, NOW)).toBeNull();
  },
);
