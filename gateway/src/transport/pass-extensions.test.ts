import { expect, test } from 'vitest';
import { passExtensions } from './pass-extensions.ts';

/** As a subgraph's answer is read. */
const pass = (json: string, ...names: string[]) => passExtensions(JSON.parse(json), names);
const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

test('passes what is named, and nothing else', () => {
  expect(pass('{"retryAfterMs":500,"sql":"SELECT","none":null}', 'retryAfterMs', 'none')).toEqual({
    retryAfterMs: 500,
    none: null,
  });
  expect(pass('{}', 'constructor', 'toString')).toEqual({});
});

test('leaves out stack traces and prototypes, however deep and whatever is named', () => {
  const insides = '"stack":"at","stackTrace":"at","stacktrace":["at"],"__proto__":{"a":1}';
  const extensions = `{${insides},"debug":{"kept":1,"inner":[{${insides}}]}}`;
  const names = ['stack', 'stackTrace', 'stacktrace', '__proto__', 'debug'];
  const passed = pass(extensions, ...names);
  expect(JSON.stringify(passed)).toBe('{"debug":{"kept":1,"inner":[{}]}}');
  expect(Object.getPrototypeOf(passed)).toBe(Object.prototype);
});

test('leaves out what is nested more than eight levels deep', () => {
  expect(pass(`{"a":${nested(8)},"b":${nested(9)},"c":1}`, 'a', 'b', 'c')).toEqual({
    a: JSON.parse(nested(8)),
    c: 1,
  });
  expect(pass(`{"a":${nested(100_000)}}`, 'a')).toEqual({});
});

test('leaves out what is longer than the rest of 4,096 characters', () => {
  const text = (length: number) => JSON.stringify('x'.repeat(length - 2));
  expect(pass(`{"a":${text(4_097)},"b":${text(4_095)},"c":12,"d":1}`, 'a', 'b', 'c', 'd')).toEqual({
    b: JSON.parse(text(4_095)),
    d: 1,
  });
});
