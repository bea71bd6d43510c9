import { expect, test } from 'vitest';
import { formatVersionPair, parseVersionPair } from './version-pair.ts';

test('compares a version with the one before it, or with the one that is named', () => {
  expect(parseVersionPair('12')).toEqual({ from: 11, to: 12 });
  expect(parseVersionPair('9..12')).toEqual({ from: 9, to: 12 });
  expect(formatVersionPair({ from: 9, to: 12 })).toBe('9..12');
  expect(formatVersionPair({ from: 11, to: 12 })).toBe('12');
});

test.each([null, '', '0', 'latest', '-1', '9..', '1e9'])('does not know %j', (item) => {
  expect(parseVersionPair(item)).toBeNull();
});
