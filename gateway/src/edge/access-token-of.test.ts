import { describe, expect, test } from 'vitest';
import { accessTokenOf } from './access-token-of.ts';

const inHeaders = (rawHeaders: string[]) => accessTokenOf({ rawHeaders, headers: {} }, {});

test('finds the token, whatever the case of scheme and header', () => {
  expect(inHeaders(['AUTHORIZATION', 'bEARER  a.b.c '])).toBe('a.b.c');
});

test('finds none when there is no header of that name', () => {
  expect(inHeaders(['Host', 'authorization', 'X-Authorization', 'Bearer a'])).toBe(null);
});

test.each([
  ['two headers', ['Authorization', 'Bearer a', 'authorization', 'Bearer a'], 'more than one'],
  ['an empty header', ['Authorization', ''], 'no bearer token'],
  ['another scheme', ['Authorization', 'Basic dXNlcjpwYXNz'], 'no bearer token'],
  ['two tokens', ['Authorization', 'Bearer a b'], 'no bearer token'],
  ['two schemes in one header', ['Authorization', 'Bearer a, Basic b'], 'no bearer token'],
  ['characters that no token has', ['Authorization', 'Bearer a.b.ç'], 'not a JWT'],
  ['a token beyond the limit', ['Authorization', `Bearer ${'a'.repeat(8_193)}`], 'too long'],
])('refuses %s', (_name, rawHeaders, reason) => {
  expect(() => inHeaders(rawHeaders)).toThrow(reason);
});

describe('where the settings name a cookie', () => {
  const settings = { cookie: '__Host-token' };
  const preflight = { 'apollo-require-preflight': '1' };
  const inCookie = (cookie: string, headers: Record<string, string> = preflight) =>
    accessTokenOf({ rawHeaders: [], headers: { cookie, ...headers } }, settings);

  test('finds the token there, and in no other cookie', () => {
    expect(inCookie('a=1; __Host-token=a.b.c; b=2')).toBe('a.b.c');
    expect(inCookie('__Host-token=a.b.c')).toBe('a.b.c');
    for (const cookie of [
      '',
      'a=1',
      'x__Host-token=a.b.c',
      '__Host-token2=a',
      'a=__Host-token=b',
    ]) {
      expect(inCookie(cookie)).toBe(null);
    }
  });

  test('takes an empty one for none', () => {
    expect(inCookie('__Host-token=', {})).toBe(null);
  });

  test.each([
    ['two of the name', '__Host-token=a.b.c; __Host-token=d.e.f', 'more than one cookie'],
    ['two of the name, one of them empty', '__Host-token=; __Host-token=a', 'more than one cookie'],
    ['characters that no token has', '__Host-token="a.b.c"', 'not a JWT'],
    ['one beyond the limit', `__Host-token=${'a'.repeat(8_193)}`, 'too long'],
  ])('refuses %s', (_name, cookie, reason) => {
    expect(() => inCookie(cookie)).toThrow(reason);
  });

  test('believes it only with a header that pages of other sites cannot send', () => {
    for (const headers of [
      {},
      { 'content-type': 'application/json' },
      { 'sec-fetch-site': 'same-origin' },
      { 'apollo-require-preflight': '' },
    ]) {
      expect(() => inCookie('__Host-token=a.b.c', headers)).toThrow(
        expect.objectContaining({ code: 'CSRF_PREVENTED' }),
      );
    }
  });

  test('lets the Authorization header win', () => {
    const rawHeaders = ['Authorization', 'Bearer header'];
    const headers = { cookie: '__Host-token=cookie; __Host-token=cookie' };
    expect(accessTokenOf({ rawHeaders, headers }, settings)).toBe('header');
  });
});

test('reads no cookie unless the settings name one', () => {
  expect(accessTokenOf({ rawHeaders: [], headers: { cookie: 'undefined=a' } }, {})).toBe(null);
});
