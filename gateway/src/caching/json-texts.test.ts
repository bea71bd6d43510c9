import { expect, test } from 'vitest';
import { createJsonTexts } from './json-texts.ts';

test('writes a response as JSON.stringify does', () => {
  const { stringify } = createJsonTexts();
  const response = { errors: undefined, data: { a: 1 }, extensions: undefined };
  expect(stringify(response)).toBe('{"data":{"a":1}}');
  expect(stringify({ data: null, errors: [{ message: 'no' }] })).toBe(
    '{"data":null,"errors":[{"message":"no"}]}',
  );
});

test('takes over a text that is known, beside errors and extensions', () => {
  const texts = createJsonTexts();
  const data = { a: 1 };
  texts.know(data, '{ "a": 1 }');
  expect(texts.stringify({ data })).toBe('{"data":{ "a": 1 }}');
  expect(texts.stringify({ errors: [], data, extensions: { b: 2 } })).toBe(
    '{"errors":[],"data":{ "a": 1 },"extensions":{"b":2}}',
  );
});

test('writes what is shared once', () => {
  const texts = createJsonTexts();
  let written = 0;
  const data = {
    toJSON() {
      written += 1;
      return { a: 1 };
    },
  };
  texts.share(data);
  expect([texts.stringify({ data }), texts.stringify({ data })]).toEqual([
    '{"data":{"a":1}}',
    '{"data":{"a":1}}',
  ]);
  expect(written).toBe(1);
});
