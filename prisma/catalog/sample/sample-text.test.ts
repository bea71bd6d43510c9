import { seedVariants } from '@causeway/database';
import { describe, expect, test } from 'vitest';
import { sampleCategories } from './category-tree.ts';
import { kindsFor, sampleText } from './sample-text.ts';

const texts = Array.from({ length: 1_000 }, (_, index) => sampleText(index, seedVariants(index)));

describe('sample products', () => {
  test('there is a kind of thing for every price that variants have', () => {
    const without = Array.from({ length: 100_000 }, (_, index) => seedVariants(index))
      .map((variants) => ({ euros: (variants[0]?.priceMinor ?? 0) / 100, count: variants.length }))
      .filter(({ euros, count }) => kindsFor(euros, count > 1).length === 0);
    expect(without).toEqual([]);
  });

  test('each stands on a shelf of the category tree, and no shelf is empty', () => {
    const categories = sampleCategories();
    const parents = new Set(categories.map(({ parentId }) => parentId));
    const shelves = categories.filter(({ id }) => !parents.has(id)).map(({ slug }) => slug);
    expect([...new Set(texts.map(({ shelf }) => shelf))].sort()).toEqual(shelves.sort());
  });

  test('each has a title that names it and two to four sentences', () => {
    for (const { title, description } of texts) {
      expect(title.length).toBeGreaterThan(8);
      const sentences = description.match(/[.:!?](\s|$)/g)?.length ?? 0;
      expect(sentences, description).toBeGreaterThanOrEqual(2);
      expect(sentences, description).toBeLessThanOrEqual(5);
    }
  });

  test('are the same each time', () => {
    expect(texts[0]).toMatchInlineSnapshot(`
      {
        "attributes": {
          "brand": "Pelmora",
          "colour": "midnight blue",
          "made_in": "Japan",
          "material": "organic cotton",
        },
        "description": "Made for picnics and campfires, this clever blanket of organic cotton comes in midnight blue. The cotton is grown without pesticides and gets softer with every wash. The fringe is knotted twice. Send it back within sixty days if it does not suit you.",
        "shelf": "blankets",
        "title": "Pelmora Juniper organic cotton blanket",
      }
    `);
    expect(sampleText(0, seedVariants(0))).toEqual(texts[0]);
  });
});

test('the category tree has three levels, and each path leads from the top to the category', () => {
  const categories = sampleCategories();
  const byId = new Map(categories.map((category) => [category.id, category]));
  expect(categories).toHaveLength(42);
  expect(new Set(categories.map(({ path }) => path.length))).toEqual(new Set([1, 2, 3]));
  for (const { id, parentId, path } of categories) {
    const parent = parentId === null ? null : byId.get(parentId);
    expect(path).toEqual([...(parent?.path ?? []), id]);
  }
});
