import { expect, test } from 'vitest';
import { missingPaths } from './missing-paths.ts';

test('names each root field by its response name', () => {
  expect(missingPaths('{ __typename me { id } first: product(id: 1) { id } }')).toEqual([
    ['me'],
    ['first'],
  ]);
});

test('sees root fields behind conditions', () => {
  expect(missingPaths('query($a: Boolean!) { ... @include(if: $a) { me { id } } }')).toEqual([
    ['me'],
  ]);
});

test('names the first field of the first entity', () => {
  const query = `query($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Person { __typename written: reviews { text } age }
    }
  }`;
  expect(missingPaths(query)).toEqual([['_entities', 0, 'written']]);
});

test('names the entity when none of its fields is data', () => {
  expect(missingPaths('{ _entities(representations: []) { __typename } }')).toEqual([
    ['_entities', 0],
  ]);
});
