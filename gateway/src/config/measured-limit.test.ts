import { expect, test } from 'vitest';
import { measuredLimit } from './measured-limit.ts';

const limit = measuredLimit({ least: 2, most: 100, usual: 10 });
const never = Number.POSITIVE_INFINITY;

test.each([
  [undefined, { measure: never, enforce: 10 }],
  [20, { measure: never, enforce: 20 }],
  [{ measure: 5 }, { measure: 5, enforce: 10 }],
  [
    { measure: 5, enforce: 20 },
    { measure: 5, enforce: 20 },
  ],
])('%j is %j', (given, expected) => {
  expect(limit.parse(given)).toEqual(expected);
});

test.each([1, 101, 'off', { enforce: 101 }, { measure: 1 }, { other: 5 }])(
  '%j is none',
  (given) => {
    expect(limit.safeParse(given).success).toBe(false);
  },
);
