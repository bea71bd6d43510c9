import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory } from './sample-rows.ts';
import { useCatalog } from './use-catalog.ts';

describe('what the catalog says of keeping its answers', () => {
  const catalog = useCatalog();
  let id: string;
  beforeAll(async () => {
    ({ id } = await insertCategory(catalog().database, { name: 'Home' }));
  });

  test.each<[string, string, string | null]>([
    [
      'the category tree',
      '{ categories { name children { name path { name } } } }',
      'max-age=60, public',
    ],
    ['categories that other subgraphs refer to', 'entities', 'max-age=60, public'],
    [
      'products, whose prices and stock change',
      '{ categories { products { nodes { id } } } }',
      null,
    ],
    ['anything with a fault in it', '{ category { name } }', null],
  ])('of %s', async (_what, asked, expected) => {
    const query =
      asked === 'entities'
        ? `{ _entities(representations: [{ __typename: "Category", id: "${id}" }]) { ... on Category { name } } }`
        : asked;
    const { headers } = await catalog().send(query);
    expect(headers.get('cache-control')).toBe(expected);
  });
});
