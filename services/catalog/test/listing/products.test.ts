import { signedIn } from '@causeway/test-kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertProduct } from '../sample-rows.ts';
import { merchandiser, useCatalog } from '../use-catalog.ts';
import {
  comparisons,
  matches,
  type OracleFilter,
  type OracleProduct,
  readAllProducts,
} from './product-oracle.ts';

const LIST = `query ($filter: ProductFilter, $sort: ProductSort! = NEWEST, $first: Int, $after: String) {
  products(filter: $filter, sort: $sort, first: $first, after: $after) {
    edges { cursor node { id } } nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}`;
const SORTS = ['NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'TITLE'];

describe('Query.products', () => {
  const catalog = useCatalog({ seed: 'small' });
  let all: readonly OracleProduct[];
  let categoryIds: Record<string, string>;

  beforeAll(async () => {
    const { database } = catalog();
    const categories = await database.category.findMany();
    categoryIds = Object.fromEntries(categories.map(({ slug, id }) => [slug, id]));
    await insertTies();
    all = await readAllProducts(database);
  });

  /** Products that differ in nothing but their ids, and some in other currencies. */
  async function insertTies(): Promise<void> {
    const createdAt = new Date('2026-01-01T00:00:00.001Z');
    for (const currency of ['EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP'] as const) {
      await insertProduct(catalog().database, {
        title: 'Étui à "lunettes"',
        categoryId: categoryIds.blankets as string,
        createdAt,
        currency,
        variants: [{ priceMinor: 2_000, stock: 0 }],
      });
    }
  }

  async function walk(variables: Record<string, unknown>, first: number): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { products } = await catalog().read(LIST, { ...variables, first, after });
      const { edges, nodes, pageInfo } = products;
      expect(edges.map(({ node }: { node: object }) => node)).toEqual(nodes);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect(pageInfo.startCursor).toBe(edges.at(0)?.cursor ?? null);
      ids.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) return ids;
    } while (ids.length <= all.length);
    throw new Error('The list does not end.');
  }

  function expected(sort: string, filter: OracleFilter = {}): string[] {
    return all
      .filter((product) => matches(product, filter))
      .sort(comparisons[sort])
      .map(({ id }) => id);
  }

  test.each(SORTS)('walks %s through every product exactly once, in order', async (sort) => {
    const ids = await walk({ sort }, 100);
    expect(ids).toEqual(expected(sort));
  });

  test.each(SORTS)('walks %s over ties page by page of one', async (sort) => {
    const filter = { categoryId: categoryIds.blankets, inStock: false };
    const ids = await walk({ sort, filter }, 1);
    expect(ids).toEqual(expected(sort, { ...filter, categoryId: categoryIds.blankets as string }));
    expect(ids.length).toBeGreaterThanOrEqual(6);
  });

  const filters: [string, (ids: Record<string, string>) => OracleFilter][] = [
    ['a shelf', (ids) => ({ categoryId: ids.blankets as string })],
    ['a whole department', (ids) => ({ categoryId: ids.home as string })],
    [
      'a category that is not there',
      () => ({ categoryId: '0199a7c2-55f1-7abc-8000-0123456789ab' }),
    ],
    ['what is in stock', () => ({ inStock: true })],
    ['what is sold out', () => ({ inStock: false })],
    ['a price range', () => ({ price: { currency: 'EUR', minMinor: 2_000, maxMinor: 5_000 } })],
    ['a highest price', () => ({ price: { currency: 'EUR', maxMinor: 900 } })],
    ['a lowest price', () => ({ price: { currency: 'EUR', minMinor: 60_000 } })],
    ['prices in another currency', () => ({ price: { currency: 'USD' } })],
    ['an attribute', () => ({ attributes: [{ name: 'material', anyOf: ['merino wool'] }] })],
    [
      'one of several values of an attribute',
      () => ({ attributes: [{ name: 'colour', anyOf: ['rust', 'plum', 'no such colour'] }] }),
    ],
    [
      'several attributes at once',
      () => ({
        attributes: [
          { name: 'material', anyOf: ['merino wool', 'oak', 'linen'] },
          { name: 'brand', anyOf: ['Fjordal', 'Valdura'] },
        ],
      }),
    ],
    [
      'everything at once',
      (ids) => ({
        categoryId: ids.home as string,
        inStock: true,
        price: { currency: 'EUR', minMinor: 1_000, maxMinor: 30_000 },
        attributes: [{ name: 'made_in', anyOf: ['Japan', 'Italy', 'Finland'] }],
      }),
    ],
    ['what is archived', () => ({ status: 'ARCHIVED' })],
    ['drafts', () => ({ status: 'DRAFT' })],
  ];

  test.each(filters)('finds %s as a look at each product does', async (name, makeFilter) => {
    const filter = makeFilter(categoryIds);
    const principal = filter.status === undefined ? undefined : merchandiser;
    const { products } = await catalog().read(
      LIST,
      { filter, sort: 'PRICE_ASC', first: 100 },
      principal,
    );
    const ids = expected('PRICE_ASC', filter);
    expect(products.nodes.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 100));
    expect(products.totalCount).toBe(ids.length);
    if (!name.includes('not there')) expect(ids).not.toEqual([]);
  });

  test('gives twenty without being told how many, and none when told none', async () => {
    const { read } = catalog();
    expect((await read(LIST)).products.nodes).toHaveLength(20);
    expect((await read(LIST, { first: null })).products.nodes).toHaveLength(20);
    expect((await read(LIST, { first: 0 })).products).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, endCursor: null },
    });
  });

  test.each([
    [{ first: 101 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ after: 'nonsense' }, 'after'],
    [{ filter: { categoryId: 'nonsense' } }, 'filter.categoryId'],
    [{ filter: { attributes: [{ name: 'colour', anyOf: [] }] } }, 'filter.attributes.0.anyOf'],
  ])('refuses %j and names what is wrong', async (variables, name) => {
    const { body } = await catalog().send(LIST, variables);
    expect(body.errors?.[0]).toMatchObject({
      message: expect.stringContaining(`\`${name}\``),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test.each(SORTS)('refuses the cursor of %s in a list of any other order', async (sort) => {
    const { read, send } = catalog();
    const { products } = await read(LIST, { sort, first: 1 });
    for (const other of SORTS.filter((each) => each !== sort)) {
      const { body } = await send(LIST, { sort: other, after: products.pageInfo.endCursor });
      expect(body.errors?.[0]?.extensions?.code, `${sort} in ${other}`).toBe('BAD_USER_INPUT');
    }
  });

  test('lists what is not on sale only for those who write products', async () => {
    const { send } = catalog();
    const code = async (principal?: ReturnType<typeof signedIn>) => {
      const { body } = await send(LIST, { filter: { status: 'DRAFT' } }, principal);
      return body.errors?.[0]?.extensions?.code;
    };
    expect(await code()).toBe('UNAUTHENTICATED');
    expect(await code(signedIn({ scopes: ['stock:write', 'orders:read'] }))).toBe('FORBIDDEN');
    expect(await code(merchandiser)).toBeUndefined();
  });

  test('keeps its place when products come and go between pages', async () => {
    const { database, read } = catalog();
    const first = await read(LIST, { sort: 'TITLE', first: 5 });
    const before = await insertProduct(database, { title: 'AAA' });
    const gone = first.products.nodes[4];
    await database.product.update({ where: { id: gone.id }, data: { status: 'ARCHIVED' } });
    const after = first.products.pageInfo.endCursor;
    const next = await read(LIST, { sort: 'TITLE', first: 5, after });
    expect(next.products.nodes.map(({ id }: { id: string }) => id)).toEqual(
      expected('TITLE').slice(5, 10),
    );
    await database.product.delete({ where: { id: before.id } });
    await database.product.update({ where: { id: gone.id }, data: { status: 'ACTIVE' } });
  });
});
