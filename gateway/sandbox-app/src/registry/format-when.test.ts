import { expect, test } from 'vitest';
import { formatAgo, formatCount } from './format-when.ts';

const nowMs = Date.parse('2026-05-10T12:00:00Z');

test.each([
  ['2026-05-10T11:59:40Z', 'just now'],
  ['2026-05-10T11:57:30Z', '2 minutes ago'],
  ['2026-05-09T11:00:00Z', 'yesterday'],
  ['2026-04-01T12:00:00Z', 'last month'],
])('says of %s that it was %s', (instant, words) => {
  expect(formatAgo(instant, nowMs)).toBe(words);
});

test('groups digits', () => expect(formatCount(12_480)).toBe('12,480'));
