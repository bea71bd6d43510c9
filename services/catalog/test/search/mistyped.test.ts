import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { useCatalog } from '../use-catalog.ts';

const SEARCH = `query ($query: String!, $first: Int, $after: String, $filter: ProductFilter) {
  searchProducts(query: $query, first: $first, after: $after, filter: $filter) {
    correctedQuery nodes { title } totalCount totalCountPrecision
    pageInfo { hasNextPage endCursor }
  }
}`;
const SUGGEST = `query ($text: String!, $first: Int) {
  suggestProducts(text: $text, first: $first) { title }
}`;

/** What people and programs send that is no search. */
const HOSTILE = [
  '',
  ' ',
  '%',
  '_',
  "'; DROP TABLE product; --",
  '\\',
  '!!! ((( ))) <-> & | :*',
  ':*',
  "a':*",
  'rug:A & !x',
  '\0',
  '\ud83d',
  'ŧħē ʁʊɡ',
  '毛毯',
  '👩‍👩‍👧',
  'x'.repeat(200),
  'ab '.repeat(66),
  '- -- -rug',
];

describe('a mistyped search', () => {
  const catalog = useCatalog();
  let categoryId: string;

  beforeAll(async () => {
    const { database } = catalog();
    categoryId = (await insertCategory(database)).id;
    const titles = ['Wool blanket', 'Wool blanket, large', 'Linen Tablecloth', 'Émile’s café cup'];
    for (const title of titles) await insertProduct(database, { title, categoryId });
    await insertProduct(database, { title: 'Blankets to come', status: 'DRAFT', categoryId });
  });

  async function search(query: string, variables: object = {}) {
    const { searchProducts } = await catalog().read(SEARCH, { query, ...variables });
    return searchProducts;
  }

  async function suggest(text: string, first?: number): Promise<string[]> {
    const { suggestProducts } = await catalog().read(SUGGEST, { text, first });
    return suggestProducts.map(({ title }: { title: string }) => title);
  }

  test.each([
    ['blankit', 'blanket', 2],
    ['Wol  BLANKT', 'wool  blanket', 2],
    ['tabelcloth', 'tablecloth', 1],
    ['balnket', 'blanket', 2],
    ['wolo', 'wool', 2],
    ['blannket', 'blanket', 2],
    ['lanket', 'blanket', 2],
    ['caffé', 'café', 1],
    ['linnen -wool', 'linen -wool', 1],
  ])('%s is searched for as %s', async (query, correctedQuery, totalCount) => {
    const result = await search(query);
    expect(result).toMatchObject({ correctedQuery, totalCount, totalCountPrecision: 'EXACT' });
    expect(result.nodes).toHaveLength(totalCount);
  });

  test('is left alone when it finds something, or when nothing is like it', async () => {
    expect(await search('blankets')).toMatchObject({ correctedQuery: null, totalCount: 2 });
    for (const query of ['xqzzy', 'wolololo', 'zzzzzz']) {
      expect(await search(query)).toMatchObject({ correctedQuery: null, totalCount: 0 });
    }
    // What it is corrected to must find something, too.
    const filter = { categoryId: (await insertCategory(catalog().database)).id };
    expect(await search('blankit', { filter })).toMatchObject({ correctedQuery: null, nodes: [] });
  });

  test('goes on with the same correction on the next page', async () => {
    const first = await search('blankit', { first: 1 });
    const second = await search('blankit', { first: 1, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ correctedQuery: 'blanket', pageInfo: { hasNextPage: false } });
    const titles = [...first.nodes, ...second.nodes].map(({ title }) => title);
    expect(titles.sort()).toEqual(['Wool blanket', 'Wool blanket, large']);
  });

  test('knows the words of a title that was changed', async () => {
    const { database } = catalog();
    const { id } = await insertProduct(database, { title: 'Thing', categoryId });
    expect((await search('hamock')).nodes).toEqual([]);
    await database.product.update({ where: { id }, data: { title: 'Hammock' } });
    expect(await search('hamock')).toMatchObject({
      correctedQuery: 'hammock',
      nodes: [{ title: 'Hammock' }],
    });
  });

  test('is suggested for while it is typed, newest first', async () => {
    for (const text of ['w', 'wo', 'wool', 'wool ', 'wool bl', 'WOOL BLANKETS', 'blan woo']) {
      expect(await suggest(text)).toEqual(['Wool blanket, large', 'Wool blanket']);
    }
    expect(await suggest('wool', 1)).toEqual(['Wool blanket, large']);
    expect(await suggest('café')).toEqual(['Émile’s café cup']);
    expect(await suggest('blankit')).toEqual(['Wool blanket, large', 'Wool blanket']);
    expect(await suggest('lin wool')).toEqual([]);
  });

  test.each(HOSTILE)('finds no error in %j', async (text) => {
    const { nodes } = await search(text);
    expect(nodes.length).toBeLessThanOrEqual(5);
    expect((await suggest(text)).length).toBeLessThanOrEqual(5);
  });

  test('refuses too long a text and too many suggestions', async () => {
    const faults = [{ text: 'x'.repeat(201) }, { text: 'w', first: 21 }].map(
      async (variables) => (await catalog().send(SUGGEST, variables)).body.errors?.[0],
    );
    expect(await Promise.all(faults)).toMatchObject([
      { message: expect.stringContaining('`text`'), extensions: { code: 'BAD_USER_INPUT' } },
      { message: expect.stringContaining('`first`'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('what is counted and ranked', () => {
  const catalog = useCatalog();
  const COUNT = `query ($query: String!) {
    searchProducts(query: $query, first: 1) { totalCount totalCountPrecision nodes { title } }
    products(first: 1) { totalCount totalCountPrecision }
    categories { products(first: 1) { totalCount totalCountPrecision } }
  }`;

  beforeAll(async () => {
    const { database } = catalog();
    const { id: categoryId } = await insertCategory(database);
    const rows = Array.from({ length: 10_001 }, (_, index) => ({
      slug: `thing-${index}`,
      title: `Thing ${index}`,
      description: 'Goes with any sofa.',
      status: 'ACTIVE' as const,
      categoryId,
      currency: 'EUR' as const,
      priceFromMinor: 1,
      attributes: {},
    }));
    await database.product.createMany({ data: rows });
    await insertProduct(database, { title: 'Sofa', categoryId });
    const createdAt = new Date('2026-01-01T00:00:00Z');
    await insertProduct(database, { title: 'Sofa, last season', categoryId, createdAt });
  });

  test('ends at 10,000 in lists and at 2,000 in searches, and a title is still found among all that mention its words', async () => {
    const { read } = catalog();
    const most = { totalCount: 10_000, totalCountPrecision: 'AT_LEAST' };
    const answer = await read(COUNT, { query: 'sofa' });
    expect(answer).toEqual({
      searchProducts: {
        ...most,
        totalCount: 2_000,
        nodes: [{ title: expect.stringContaining('Sofa') }],
      },
      products: most,
      categories: [{ products: most }],
    });
  });

  test('is not what is suggested: that may be older than the newest thousands', async () => {
    const { suggestProducts } = await catalog().read(SUGGEST, { text: 'sof' });
    expect(suggestProducts).toEqual([{ title: 'Sofa' }, { title: 'Sofa, last season' }]);
    const newest = await catalog().read(SUGGEST, { text: 'sof', first: 1 });
    expect(newest.suggestProducts).toEqual([{ title: 'Sofa' }]);
  });
});
