import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { useCatalog } from '../use-catalog.ts';

type Row = Awaited<ReturnType<typeof insertCategory>>;

describe('the category tree', () => {
  const catalog = useCatalog();
  let home: Row;
  let bedroom: Row;
  let blankets: Row;
  let office: Row;
  beforeAll(async () => {
    const { database } = catalog();
    home = await insertCategory(database, { name: 'Home' });
    office = await insertCategory(database, { name: 'Office' });
    bedroom = await insertCategory(database, { name: 'Bedroom', parent: home });
    blankets = await insertCategory(database, { name: 'Blankets', parent: bedroom });
    await database.category.update({ where: { id: office.id }, data: { position: 1 } });
  });

  test('is walked from the top in the order of positions', async () => {
    const data = await catalog().read(
      '{ categories { name children { name parent { name } children { name children { name } } } } }',
    );
    expect(data.categories).toEqual([
      {
        name: 'Home',
        children: [
          {
            name: 'Bedroom',
            parent: { name: 'Home' },
            children: [{ name: 'Blankets', children: [] }],
          },
        ],
      },
      { name: 'Office', children: [] },
    ]);
  });

  test('gives each category its path from the top, and none above the top', async () => {
    const data = await catalog().read(
      `query ($id: ID!, $slug: String!) {
        byId: category(id: $id) { path { name } parent { name } }
        bySlug: category(slug: $slug) { path { name } parent { name } }
      }`,
      { id: blankets.id, slug: home.slug },
    );
    expect(data).toEqual({
      byId: {
        path: [{ name: 'Home' }, { name: 'Bedroom' }, { name: 'Blankets' }],
        parent: { name: 'Bedroom' },
      },
      bySlug: { path: [{ name: 'Home' }], parent: null },
    });
  });

  test('lists under a category what is in it and below it', async () => {
    const { database, read } = catalog();
    const inBlankets = await insertProduct(database, { categoryId: blankets.id, title: 'B' });
    const inBedroom = await insertProduct(database, { categoryId: bedroom.id, title: 'A' });
    await insertProduct(database, { categoryId: office.id, title: 'C' });
    const data = await read(
      `query ($home: ID!, $blankets: ID!) {
        home: category(id: $home) {
          products(sort: TITLE) { nodes { id } totalCount }
          narrowed: products(filter: { categoryId: $blankets }) { nodes { id } totalCount }
        }
        blankets: category(id: $blankets) {
          wider: products(filter: { categoryId: $home }, sort: TITLE) { nodes { id } }
        }
      }`,
      { home: home.id, blankets: blankets.id },
    );
    expect(data.home.products).toEqual({
      nodes: [{ id: inBedroom.id }, { id: inBlankets.id }],
      totalCount: 2,
    });
    expect(data.home.narrowed).toEqual({ nodes: [{ id: inBlankets.id }], totalCount: 1 });
    expect(data.blankets.wider.nodes).toEqual([{ id: inBlankets.id }]);
  });

  test.each([{ id: 'nonsense' }, { slug: 'no-such-category' }, { slug: '\0' }])(
    'answers null for %j',
    async (variables) => {
      const data = await catalog().read(
        'query ($id: ID, $slug: String) { category(id: $id, slug: $slug) { id } }',
        variables,
      );
      expect(data).toEqual({ category: null });
    },
  );

  test('cannot be given a path that does not lead to the category', async () => {
    const { database } = catalog();
    const id = '0199a7c2-55f1-7abc-8000-0123456789ab';
    const row = { id, slug: 'astray', name: 'Astray', position: 0 };
    const insert = (parentId: string | null, path: string[]) =>
      database.category.create({ data: { ...row, parentId, path } });
    await expect(insert(null, [home.id])).rejects.toThrow(/category_path_ends_here/);
    await expect(insert(office.id, [home.id, id])).rejects.toThrow(/category_path_follows_parent/);
    await expect(insert(home.id, [id])).rejects.toThrow(/category_path_follows_parent/);
  });
});
