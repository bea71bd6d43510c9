import { expect, test } from 'vitest';
import { decodeShareHash, encodeShareHash } from './share-link.ts';

test('opens what was shared, whatever characters it holds', () => {
  const operation = {
    query: '{ search(query: "Überzug 🧥 ?&#=+/") { id } }',
    variables: '{"a":1}',
  };
  const hash = encodeShareHash(operation);
  expect(hash).toMatch(/^#operation=[\w-]+$/);
  expect(decodeShareHash(hash)).toEqual(operation);
});

test.each([
  '',
  '#',
  '#operation=',
  '#operation=%%%',
  '#operation=e30',
  '#operation=WzEsMl0',
  '#x=1',
])('finds nothing in %j', (hash) => {
  expect(decodeShareHash(hash)).toBeNull();
});
