import { expect, test } from 'vitest';
import { toJsonbText } from './to-jsonb-text.ts';

test.each([
  ['nothing', undefined, 'null'],
  ['a U+0000', { 'a\0': 'b\0' }, '{"a\\ufffd":"b\\ufffd"}'],
  ['half a surrogate pair', '\ud83d and \ude00', '"\\ufffd and \\ufffd"'],
  ['a whole one', '\ud83d\ude00', '"\ud83d\ude00"'],
  ['text that looks like an escape', '\\u0000 \\\\ud800', '"\\\\u0000 \\\\\\\\ud800"'],
  ['other control characters', '\u0001\n', '"\\u0001\\n"'],
])('%s', (_what, body, text) => {
  expect(toJsonbText(body)).toBe(text);
});
