import { expect, test } from 'vitest';
import { seedId } from './seed-id.ts';

test('names the same row alike in every service, and different rows differently', () => {
  // Kept as literals: rows that are seeded already refer to each other by these.
  expect(seedId('user', 0)).toBe('1d338e01-824d-8f60-ba30-0dcff16362cb');
  expect(seedId('product', 999)).toBe('984ab335-449d-852f-b7df-e769909e5d61');
  const ids = ['user', 'product', 'variant'].flatMap((kind) =>
    Array.from({ length: 1_000 }, (_, index) => seedId(kind, index)),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('makes UUIDs of version 8 in the variant of RFC 9562', () => {
  for (let index = 0; index < 100; index += 1) {
    expect(seedId('order', index)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  }
});
