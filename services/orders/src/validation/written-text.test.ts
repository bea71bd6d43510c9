import { expect, test } from 'vitest';
import { writtenText } from './written-text.ts';

test('trims, and keeps line breaks and tabs', () => {
  expect(writtenText(20).parse(' sold\n\tout ')).toBe('sold\n\tout');
});

test.each([
  ['an empty text', ' \n ', 'must not be empty'],
  ['a text that is too long', 'x'.repeat(21), 'must have at most 20 characters'],
  ['NUL, which PostgreSQL refuses', 'a\0b', 'must not contain control characters'],
  ['half of a surrogate pair', 'a\ud83d', 'must be valid Unicode'],
])('refuses %s', (_what, text, message) => {
  const messages = writtenText(20)
    .safeParse(text)
    .error?.issues.map((issue) => issue.message);
  expect(messages).toEqual([message]);
});
