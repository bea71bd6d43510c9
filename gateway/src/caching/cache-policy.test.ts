import { expect, test } from 'vitest';
import { readCachePolicy, strictest, writeCachePolicy } from './cache-policy.ts';

const written = (cacheControl: string | undefined, more: object = {}) =>
  writeCachePolicy(readCachePolicy({ 'cache-control': cacheControl, ...more }));

test.each([
  ['public, max-age=60', 'public, max-age=60'],
  ['max-age=60, public', 'public, max-age=60'],
  ['PUBLIC,MAX-AGE=60', 'public, max-age=60'],
  ['max-age="60",public', 'public, max-age=60'],
  ['max-age=60', 'private, max-age=60'],
  ['private, max-age=60', 'private, max-age=60'],
  ['public, private, max-age=60', 'private, max-age=60'],
  ['public, private="set-cookie", max-age=60', 'private, max-age=60'],
  ['public, max-age=60, s-maxage=600', 'public, max-age=60'],
  ['public, max-age=600, s-maxage=60', 'public, max-age=60'],
  ['public, max-age=60, max-age=30', 'public, max-age=30'],
  ['public, max-age=60, stale-while-revalidate=600', 'public, max-age=60'],
  ['public, max-age=99999999999999999999', 'public, max-age=31536000'],
  ['max-age=60, extension="a, public"', 'private, max-age=60'],
])('%s is read as %s', (header, expected) => {
  expect(written(header)).toBe(expected);
});

test.each([
  undefined,
  '',
  'public',
  'no-store',
  'no-cache, max-age=60',
  'public, max-age=60, no-store',
  'public, max-age=60, no-cache="set-cookie"',
  'public, max-age=0',
  'public, s-maxage=60',
  'public, max-age=60, s-maxage=0',
  'public, max-age=-1',
  'public, max-age=1.5',
  'public, max-age=1e3',
  'public, max-age=soon',
  'public, max-age',
  'public, max-age=60, max-age=soon',
  ',;=,="',
])('%s is not kept', (header) => {
  expect(written(header)).toBe('no-store');
});

test('is kept for as long as is left of its time, and not at all when anything may change it', () => {
  expect(written('public, max-age=60', { age: '50' })).toBe('public, max-age=10');
  expect(written('public, max-age=60', { age: '60' })).toBe('no-store');
  expect(written('public, max-age=60', { age: 'old' })).toBe('no-store');
  expect(written('public, max-age=60', { vary: '*' })).toBe('no-store');
  expect(written('public, max-age=60', { vary: 'accept-language' })).toBe('public, max-age=60');
});

const KEPT = { maxAgeSeconds: 60, scope: 'public' } as const;

test('an answer of several is kept for as short a time, by as few, as the strictest allows', () => {
  expect(strictest(KEPT, { maxAgeSeconds: 30, scope: 'public' })).toEqual({
    ...{ maxAgeSeconds: 30, scope: 'public' },
  });
  expect(strictest(KEPT, { maxAgeSeconds: 90, scope: 'private' })).toEqual({
    ...{ maxAgeSeconds: 60, scope: 'private' },
  });
  expect(writeCachePolicy(strictest(KEPT, { maxAgeSeconds: 0, scope: 'public' }))).toBe('no-store');
});

test('it does not matter in which order they come', () => {
  const policies = ['public', 'private'].flatMap((scope) =>
    [0, 1, 60].map((maxAgeSeconds) => ({ maxAgeSeconds, scope: scope as 'public' | 'private' })),
  );
  for (const one of policies) {
    for (const other of policies) expect(strictest(one, other)).toEqual(strictest(other, one));
  }
});
