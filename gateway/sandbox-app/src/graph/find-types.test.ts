import { expect, test } from 'vitest';
import { findTypes } from './find-types.ts';
import type { GraphType } from './read-graph.ts';

const types = ['CancelOrder', 'Orderly', 'Order', 'User'].map(
  (name): GraphType => ({
    ...{ name, kind: 'object', isEntity: false },
    ...{ subgraphs: [], fields: [], related: [] },
  }),
);

test.each([
  ['order', ['Order', 'Orderly', 'CancelOrder']],
  [' ', ['CancelOrder', 'Order', 'Orderly', 'User']],
  ['nothing', []],
])('finds by "%s" the name itself first, then what begins with it', (text, names) => {
  expect(findTypes(types, text).map(({ name }) => name)).toEqual(names);
});
