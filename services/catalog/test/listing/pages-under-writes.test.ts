import { seedRandom } from '@causeway/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { useCatalog } from '../use-catalog.ts';

const PAGE = 'edges { node { id } } pageInfo { hasNextPage endCursor }';
const LIST = `query ($sort: ProductSort!, $first: Int!, $after: String) {
  page: products(sort: $sort, first: $first, after: $after) { ${PAGE} }
}`;
const CATEGORY = `query ($sort: ProductSort!, $first: Int!, $after: String, $categoryId: ID!) {
  category(id: $categoryId) { page: products(sort: $sort, first: $first, after: $after) { ${PAGE} } }
}`;
const SEARCH = `query ($first: Int!, $after: String) {
  page: searchProducts(query: "rug", first: $first, after: $after) { ${PAGE} }
}`;
const SORTS = ['NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'TITLE'];
/** Of each kind: what stays the same, and what is written to all the time. */
const PRODUCTS = 40;
const WORDS = ['wool', 'linen', 'round', 'small', 'plain'];

describe('the pages of a list while products are written', () => {
  const catalog = useCatalog();
  const random = seedRandom('pages under writes');
  const below = (limit: number) => Math.floor(random() * limit);
  const settled = new Set<string>();
  const restless: string[] = [];
  let categoryId: string;

  beforeAll(async () => {
    categoryId = (await insertCategory(catalog().database)).id;
    for (let index = 0; index < PRODUCTS; index += 1) {
      settled.add(await insertAny());
      restless.push(await insertAny());
    }
  });

  const anyTitle = () => `Rug ${Array.from({ length: 3 }, () => WORDS[below(5)]).join(' ')}`;
  const anyPrice = () => 100 * (1 + below(20));

  async function insertAny(): Promise<string> {
    const { id } = await insertProduct(catalog().database, {
      categoryId,
      title: anyTitle(),
      // Few moments, prices and titles, so that many products differ by nothing but their ids.
      createdAt: new Date(Date.UTC(2026, 0, 1 + below(20))),
      variants: [{ priceMinor: anyPrice() }],
    });
    return id;
  }

  /** One of the things that happen to a product: it comes, goes, comes back, or moves within every order. */
  async function write(): Promise<void> {
    const { product } = catalog().database;
    const where = { id: restless[below(restless.length)] as string };
    switch (below(4)) {
      case 0:
        restless.push(await insertAny());
        return;
      case 1:
        await product.update({ where, data: { status: 'ARCHIVED' } });
        return;
      case 2:
        await product.update({ where, data: { status: 'ACTIVE' } });
        return;
      default:
        await product.update({
          where,
          data: { title: anyTitle(), priceFromMinor: anyPrice() },
        });
    }
  }

  /** Reads page after page, each while three products are being written. */
  async function walk(query: string, variables: object = {}): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10 * PRODUCTS; page += 1) {
      const reading = catalog().read(query, { ...variables, first: 1 + below(7), after });
      const [answer] = await Promise.all([reading, write(), write(), write()]);
      const { edges, pageInfo } = answer.page ?? answer.category.page;
      ids.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      if (!pageInfo.hasNextPage) return ids;
      after = pageInfo.endCursor;
    }
    throw new Error('The list does not end.');
  }

  function expectSettledOnce(ids: readonly string[]): void {
    const shown = ids.filter((id) => settled.has(id));
    expect([...shown].sort()).toEqual([...settled].sort());
  }

  test.each(SORTS)('show by %s once each what stays the same', async (sort) => {
    expectSettledOnce(await walk(LIST, { sort }));
    expectSettledOnce(await walk(CATEGORY, { sort, categoryId }));
  });

  test('show by NEWEST nothing twice, since no write changes that order', async () => {
    const ids = await walk(LIST, { sort: 'NEWEST' });
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('show of a search once each what stays the same', async () => {
    expectSettledOnce(await walk(SEARCH));
  });
});
