import { expect, test } from 'vitest';
import { RecentUse } from './recent-use.ts';

const MINUTE_MS = 60_000;

test('what was used often long ago counts for less than what is used now', () => {
  const before = new RecentUse();
  for (let times = 0; times < 10; times += 1) before.note(0);
  const now = new RecentUse();
  for (let times = 0; times < 3; times += 1) now.note(10 * MINUTE_MS);
  expect(before.at(0)).toBe(10);
  expect(before.at(5 * MINUTE_MS)).toBe(5);
  expect(before.at(10 * MINUTE_MS)).toBeLessThan(now.at(10 * MINUTE_MS));
});
