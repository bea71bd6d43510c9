import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { merchandiser, useCatalog } from '../use-catalog.ts';

const SEARCH = `query ($query: String!, $filter: ProductFilter, $first: Int, $after: String) {
  searchProducts(query: $query, filter: $filter, first: $first, after: $after) {
    edges { cursor score highlight node { id title } } nodes { id }
    pageInfo { hasNextPage hasPreviousPage endCursor } totalCount
  }
}`;

describe('Query.searchProducts', () => {
  const catalog = useCatalog();
  let categoryId: string;

  beforeAll(async () => {
    const { database } = catalog();
    categoryId = (await insertCategory(database)).id;
    const insert = (title: string, description = '', attributes = {}) =>
      insertProduct(database, { title, description, attributes, categoryId });
    await insert('Plain rug', 'Woven from the wool of mountain sheep.');
    await insert('Soft rug', 'For bare feet.', { material: 'wool' });
    await insert('Wool rug', 'For bare feet.');
    await insert('Cotton rug', 'Made of cotton, for bare feet.');
    await insert(
      '<script>alert("wool")</script> & \'quotes\'',
      '<img src=x onerror=alert(1)> zebra',
    );
    await insert('Forged \ue000marks\ue001 walrus', 'No mark of its own: \ue001\ue000.');
  });

  async function search(query: string, variables: Record<string, unknown> = {}) {
    const { searchProducts } = await catalog().read(SEARCH, { query, ...variables });
    return searchProducts;
  }

  const titlesOf = (result: { edges: { node: { title: string } }[] }) =>
    result.edges.map(({ node }) => node.title);

  test('ranks a match in the title above one in an attribute above one in the description', async () => {
    const result = await search('wool rug');
    expect(titlesOf(result)).toEqual(['Wool rug', 'Soft rug', 'Plain rug']);
    const scores = result.edges.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
    expect(result.totalCount).toBe(3);
  });

  test('finds words in other forms, phrases, alternatives, and leaves out what is excluded', async () => {
    expect(titlesOf(await search('rug bare feet cottons'))).toEqual(['Cotton rug']);
    expect(titlesOf(await search('"mountain sheep"'))).toEqual(['Plain rug']);
    expect(titlesOf(await search('"sheep mountain"'))).toEqual([]);
    expect(titlesOf(await search('sheep or cotton')).sort()).toEqual(['Cotton rug', 'Plain rug']);
    expect(titlesOf(await search('rug -wool'))).toEqual(['Cotton rug']);
    expect(titlesOf(await search('cotton - rug'))).toEqual(['Cotton rug']);
  });

  test.each([
    '',
    '   ',
    'the',
    '-wool',
    '!!',
    '& | ! ( ) : *',
    '"',
    '\0',
    '\ud83d',
    'wool\0rug or',
  ])('answers %j without an error', async (query) => {
    const result = await search(query);
    expect(result.totalCount).toBe(query.startsWith('wool') ? 3 : 0);
  });

  test('marks what matched in title and description', async () => {
    const result = await search('bare rug');
    expect(result.edges[0].highlight).toBe('Wool <mark>rug</mark> · For <mark>bare</mark> feet.');
  });

  test('escapes everything else, so that no text becomes an element', async () => {
    const { edges } = await search('zebra');
    const { highlight } = edges[0];
    expect(highlight).toContain('<mark>zebra</mark>');
    expect(highlight).toContain('alert(&quot;wool&quot;)');
    expect(highlight).toContain('&amp; &#39;quotes&#39;');
    expect(highlight.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
  });

  test('cannot be made to mark what did not match', async () => {
    const { edges } = await search('walrus');
    expect(edges[0].highlight).toMatch(/^Forged marks <mark>walrus<\/mark> /);
    expect(edges[0].highlight.match(/<mark>/g)).toHaveLength(1);
  });

  test('applies a filter, also by category', async () => {
    const { database } = catalog();
    const other = await insertCategory(database);
    const draft = { categoryId: other.id, title: 'Wool draft', status: 'DRAFT' } as const;
    const hidden = await insertProduct(database, draft);
    const shown = await insertProduct(database, {
      categoryId: other.id,
      title: 'Wool hat',
      variants: [{ stock: 0 }],
    });
    const inOther = await search('wool', { filter: { categoryId: other.id } });
    expect(inOther.nodes).toEqual([{ id: shown.id }]);
    expect(inOther.totalCount).toBe(1);
    const inStock = await search('wool', { filter: { inStock: true } });
    expect(inStock.nodes).not.toContainEqual({ id: shown.id });

    const variables = { query: 'wool', filter: { status: 'DRAFT' } };
    const { body } = await catalog().send(SEARCH, variables);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    const drafts = await catalog().read(SEARCH, variables, merchandiser);
    expect(drafts.searchProducts.nodes).toEqual([{ id: hidden.id }]);
  });

  test('refuses a query that is too long, and the cursor of a list', async () => {
    const { read, send } = catalog();
    const { products } = await read('{ products(first: 1) { pageInfo { endCursor } } }');
    const faults = [
      { query: 'x'.repeat(201) },
      { query: 'wool', after: products.pageInfo.endCursor },
      { query: 'wool', first: 101 },
    ].map(async (variables) => (await send(SEARCH, variables)).body.errors?.[0]);
    expect(await Promise.all(faults)).toMatchObject([
      { message: expect.stringContaining('`query`'), extensions: { code: 'BAD_USER_INPUT' } },
      { message: expect.stringContaining('`after`'), extensions: { code: 'BAD_USER_INPUT' } },
      { message: expect.stringContaining('`first`'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('the pages of a search', () => {
  const catalog = useCatalog({ seed: 'small' });

  test.each(['wool blanket', 'rug or lamp', 'made'])(
    'for %s hold every hit exactly once, best first',
    async (query) => {
      const { read } = catalog();
      const hits: { score: number; node: { id: string } }[] = [];
      let after: string | null = null;
      let total = 0;
      do {
        const { searchProducts } = await read(SEARCH, { query, first: 7, after });
        hits.push(...searchProducts.edges);
        total = searchProducts.totalCount;
        after = searchProducts.pageInfo.hasNextPage ? searchProducts.pageInfo.endCursor : null;
      } while (after !== null && hits.length <= total);

      expect(hits).toHaveLength(total);
      expect(new Set(hits.map(({ node }) => node.id)).size).toBe(total);
      const scores = hits.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(total).toBeGreaterThan(20);
    },
  );
});
