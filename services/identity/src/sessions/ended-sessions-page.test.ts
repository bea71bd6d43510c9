import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatPage, parsePage } from './ended-sessions-page.ts';

test('a page is read as it was written', () => {
  const page = { cursor: 1_795_871_000_000, until: 1_795_871_900_123, id: randomUUID() };
  expect(parsePage(formatPage(page))).toEqual(page);
});

test.each([
  '',
  '1',
  '1_2',
  '1_2_x',
  `-1_2_${randomUUID()}`,
  `1_2_${randomUUID()}_3`,
  '9'.repeat(400),
])('%j is none', (text) => {
  expect(parsePage(text)).toBeNull();
});
