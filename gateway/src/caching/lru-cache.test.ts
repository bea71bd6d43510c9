import { expect, test } from 'vitest';
import { createLruCache } from './lru-cache.ts';

/** Keys and values of one letter each: two bytes an entry. */
const cacheOf = (maxBytes: number) =>
  createLruCache<string>({ maxBytes, sizeBytes: (value) => value.length });

test('forgets the entry that was unused for longest', () => {
  const cache = cacheOf(4);
  cache.set('a', '1');
  cache.set('b', '2');
  cache.get('a');
  cache.set('c', '3');
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['1', undefined, '3']);
});

test('counts a replaced value once', () => {
  const cache = cacheOf(4);
  for (let i = 0; i < 10; i += 1) cache.set('a', String(i));
  cache.set('b', '2');
  expect([cache.get('a'), cache.get('b')]).toEqual(['9', '2']);
});

test('makes as much room as a large value needs, and keeps none that is too large', () => {
  const cache = cacheOf(6);
  for (const key of ['a', 'b', 'c']) cache.set(key, '1');
  cache.set('d', '123');
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([
    undefined,
    undefined,
    '1',
    '123',
  ]);
  cache.set('d', '123456');
  expect([cache.get('c'), cache.get('d')]).toEqual(['1', undefined]);
});
