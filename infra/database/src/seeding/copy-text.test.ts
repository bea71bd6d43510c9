import { expect, test } from 'vitest';
import { type CopyValue, copyText } from './copy-text.ts';

const cases: readonly [string, CopyValue, string][] = [
  ['null', null, '\\N'],
  ['the two characters that mean null', '\\N', '\\\\N'],
  ['empty text', '', ''],
  ['the end-of-data mark', '\\.', '\\\\.'],
  ['a tab, line ends and a backslash', 'a\tb\nc\r\\', 'a\\tb\\nc\\r\\\\'],
  ['numbers', 1.5, '1.5'],
  ['large integers', 9_007_199_254_740_993n, '9007199254740993'],
  ['booleans', false, 'false'],
  ['times', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['bytes', Buffer.from([0, 255]), '\\\\x00ff'],
  ['an object', { say: 'a "b"\n' }, '{"say":"a \\\\"b\\\\"\\\\n"}'],
  ['an array', ['a', null, 'NULL', '{,"\\'], '{"a",NULL,"NULL","{,\\\\"\\\\\\\\"}'],
  ['an empty array', [], '{}'],
  ['an array of numbers', [1, 2], '{"1","2"}'],
];

test.each(cases)('writes %s as the text format of COPY has it', (_, value, text) => {
  expect(copyText(value)).toBe(text);
});
