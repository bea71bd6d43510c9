import { expect, test } from 'vitest';
import { type Data, isData, readOwn, setOwn } from './data.ts';

test.each([
  ['an object', {}, true],
  ['an object with keys', { a: 1 }, true],
  ['a list', [], false],
  ['null', null, false],
  ['nothing', undefined, false],
  ['a string', 'x', false],
  ['a number', 0, false],
  ['a function', () => 0, false],
])('%s is data or not', (_name, value, expected) => {
  expect(isData(value)).toBe(expected);
});

const INHERITED = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'];

test.each(INHERITED)('a key %s that an object only inherits is not there', (name) => {
  expect(readOwn({}, name)).toBeUndefined();
});

test.each([...INHERITED, 'name'])('a key %s is read and set like any other', (name) => {
  const data: Data = JSON.parse(`{"${name}":"theirs"}`);
  expect(readOwn(data, name)).toBe('theirs');
  setOwn(data, name, 'ours');
  expect(readOwn(data, name)).toBe('ours');
  expect(JSON.stringify(data)).toBe(`{"${name}":"ours"}`);
  expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
});

test.each([0, '', false, null])('%j is read as it is', (value) => {
  expect(readOwn({ key: value }, 'key')).toBe(value);
});
