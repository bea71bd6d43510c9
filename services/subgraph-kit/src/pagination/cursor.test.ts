import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('a cursor', () => {
  it.each([[['a']], [[1, 'id']], [['2026-01-02T03:04:05.678Z', 'ü"\\', -0.5]], [['']]])(
    'comes back as it went: %j',
    (values) => {
      expect(decodeCursor(encodeCursor(values), values.length)).toEqual(values);
    },
  );

  it('is made of characters that need no escaping in a URL', () => {
    expect(encodeCursor(['ÿþ?>', 1])).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it.each([
    ['empty', ''],
    ['not base64url', 'a+b/c='],
    ['another version', encode('v2:["a"]')],
    ['no version', encode('["a"]')],
    ['not JSON', encode('v1:["a"')],
    ['not a list', encode('v1:{"length":1}')],
    ['a list of something else', encode('v1:[null]')],
    ['a nested list', encode('v1:[["a"]]')],
    ['too few values', encodeCursor([])],
    ['too many values', encodeCursor(['a', 'b'])],
    ['over a kilobyte', encode(`v1:["${'a'.repeat(1_024)}"]`)],
  ])('is refused when it is %s', (_what, cursor) => {
    expect(() => decodeCursor(cursor, 1)).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: '`after` is not a cursor of this list.',
      }),
    );
  });

  it('is refused under the name of the argument it came in', () => {
    expect(() => decodeCursor('?', 1, 'before')).toThrow('`before` is not a cursor of this list.');
  });

  it.each([[[Number.NaN]], [[Number.POSITIVE_INFINITY]]])('cannot be made of %j', (values) => {
    expect(() => encodeCursor(values)).toThrow(TypeError);
  });

  it('cannot be made so long that it would be refused', () => {
    expect(() => encodeCursor(['a'.repeat(1_000)])).toThrow(RangeError);
  });
});
