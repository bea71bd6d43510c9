import { describe, expect, test } from 'vitest';
import { lineOfText, paragraphs } from './plain-text.ts';

describe('lineOfText', () => {
  test('trims, and keeps what is inside', () => {
    expect(lineOfText(20).parse('  Wool  blanket ')).toBe('Wool  blanket');
  });

  test.each([
    ['an empty text', '   ', 'must not be empty'],
    ['a text that is too long', 'x'.repeat(21), 'must have at most 20 characters'],
    ['NUL, which PostgreSQL refuses', 'a\0b', 'must not contain control characters'],
    ['a line break', 'a\nb', 'must not contain control characters'],
    ['half of a surrogate pair', 'a\ud83d', 'must be valid Unicode'],
  ])('refuses %s', (_what, text, message) => {
    expect(
      lineOfText(20)
        .safeParse(text)
        .error?.issues.map((issue) => issue.message),
    ).toEqual([message]);
  });
});

describe('paragraphs', () => {
  test('keeps line breaks and tabs, and may be empty', () => {
    expect(paragraphs(20).parse('a\n\tb')).toBe('a\n\tb');
    expect(paragraphs(20).parse('')).toBe('');
  });

  test('refuses other control characters', () => {
    expect(paragraphs(20).safeParse('a\u0007').success).toBe(false);
  });
});
