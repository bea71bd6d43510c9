import { expect, test } from 'vitest';
import { bearerToken } from './bearer-token.ts';

test('finds the token, whatever the case of scheme and header', () => {
  expect(bearerToken({ rawHeaders: ['AUTHORIZATION', 'bEARER  a.b.c '] })).toBe('a.b.c');
});

test('finds none when there is no header of that name', () => {
  expect(
    bearerToken({ rawHeaders: ['Host', 'authorization', 'X-Authorization', 'Bearer a'] }),
  ).toBe(null);
});

test.each([
  ['two headers', ['Authorization', 'Bearer a', 'authorization', 'Bearer a'], 'more than one'],
  ['an empty header', ['Authorization', ''], 'no bearer token'],
  ['another scheme', ['Authorization', 'Basic dXNlcjpwYXNz'], 'no bearer token'],
  ['two tokens', ['Authorization', 'Bearer a b'], 'no bearer token'],
  ['two schemes in one header', ['Authorization', 'Bearer a, Basic b'], 'no bearer token'],
  ['a token beyond the limit', ['Authorization', `Bearer ${'a'.repeat(8_192)}`], 'too long'],
])('refuses %s', (_name, rawHeaders, reason) => {
  expect(() => bearerToken({ rawHeaders })).toThrow(reason);
});
