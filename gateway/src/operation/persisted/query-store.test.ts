import { expect, test } from 'vitest';
import { createMemoryQueryStore } from './query-store.ts';

const roomy = { maxBytes: 65_536, ttlMs: 60_000 };

test('gives back what it keeps', () => {
  const store = createMemoryQueryStore(roomy);
  store.keep('a', '{ a }');
  expect([store.find('a'), store.find('b')]).toEqual(['{ a }', null]);
});

test('forgets what was asked for least when there is no room', () => {
  const store = createMemoryQueryStore(roomy);
  const text = 'x'.repeat(1_500);
  store.keep('often', text);
  for (let i = 0; i < 100; i += 1) {
    store.keep(`once ${i}`, text);
    store.find('often');
  }
  expect([store.find('often'), store.find('once 0'), store.find('once 99')]).toEqual([
    text,
    null,
    text,
  ]);
});

test('does not give a large part of the room to one text', () => {
  const store = createMemoryQueryStore(roomy);
  store.keep('small', '{ a }');
  store.keep('large', 'x'.repeat(10_000));
  expect([store.find('large'), store.find('small')]).toEqual([null, '{ a }']);
});
