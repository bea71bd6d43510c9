import { randomUUID } from 'node:crypto';
import { PrismaClient } from '@causeway/catalog-db';
import { anonymous } from '@causeway/subgraph-kit';
import {
  explainStatements,
  readDocumentedQueries,
  type StatementPlan,
  useDatabase,
} from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCategoryStore } from '../src/categories/category-store.ts';
import { createImportStore, type Found } from '../src/import/import-store.ts';
import { parseFilter } from '../src/listing/product-filter.ts';
import { createProductListStore, type Stretch } from '../src/listing/product-list-store.ts';
import { cursorOf, type ProductSort, positionAt } from '../src/listing/product-order.ts';
import { createProductStore } from '../src/products/product-store.ts';
import {
  createReservationStore,
  reserve,
  settleReservation,
} from '../src/reservations/reservation-store.ts';
import { createProductSearchStore } from '../src/search/product-search-store.ts';
import { createTitleWordStore } from '../src/search/title-word-store.ts';
import { createVariantStore } from '../src/variants/variant-store.ts';

const LARGE_TABLES = ['product', 'variant'];
const isOfSmallTable = (index: string) =>
  /^(category|reservation|title_word|product_import)_/.test(index);
const documented = readDocumentedQueries('catalog');
const FILE = 'a file that nobody imports';

describe('docs/indexes.md, on 100,000 products', () => {
  const urls = useDatabase('catalog', { seed: 'large' });
  const plans: StatementPlan[] = [];
  let client: PrismaClient;
  let queries: Record<string, () => Promise<unknown>>;

  beforeAll(async () => {
    client = new PrismaClient({
      adapter: explainStatements({ databaseUrl: urls().appUrl, schema: 'catalog' }, (plan) =>
        plans.push(plan),
      ),
    });
    queries = await catalogQueries(client);
  });
  afterAll(() => client.$disconnect());

  async function plansOf(query: string, { seqscan }: { seqscan: 'on' | 'off' }) {
    // The pool has one connection, so this holds for what follows.
    await client.$executeRawUnsafe(`SET enable_seqscan = ${seqscan}`);
    plans.length = 0;
    await queries[query]?.();
    return [...plans];
  }

  const indexesOf = (found: readonly StatementPlan[]) =>
    new Set(found.flatMap(({ indexes }) => [...indexes]));

  test('names every query of every store, and no other', () => {
    expect(documented.map(({ query }) => query)).toEqual(Object.keys(queries));
  });

  test.each(documented)('$query is served by $indexes', async ({ query, indexes }) => {
    const found = await plansOf(query, { seqscan: 'on' });
    expect(found).not.toEqual([]);
    const scanned = found.flatMap(({ readWhole }) => readWhole);
    expect(scanned.filter((table) => LARGE_TABLES.includes(table))).toEqual([]);
    const ofLargeTables = indexes.filter((name) => !isOfSmallTable(name));
    expect([...indexesOf(found)]).toEqual(expect.arrayContaining(ofLargeTables));

    const unscanned = await plansOf(query, { seqscan: 'off' });
    const ofSmallTables = indexes.filter(isOfSmallTable);
    expect([...indexesOf(unscanned)]).toEqual(expect.arrayContaining(ofSmallTables));
  });

  test('names every index there is', async () => {
    const rows = await client.$queryRaw<{ name: string }[]>`
      SELECT indexrelname AS name FROM pg_stat_user_indexes
      WHERE schemaname = 'catalog'
        AND relname NOT IN ('_prisma_migrations', 'outbox', 'inbox', 'dead_letter') ORDER BY 1`;
    const named = new Set(documented.flatMap(({ indexes }) => indexes));
    expect(rows.map(({ name }) => name)).toEqual([...named].sort());
  });
});

/** Each query of the stores under the name the page gives it, with values of the seed. */
async function catalogQueries(
  client: PrismaClient,
): Promise<Record<string, () => Promise<unknown>>> {
  const products = createProductStore(client);
  const variants = createVariantStore(client);
  const categories = createCategoryStore(client);
  const lists = createProductListStore(client);
  const search = createProductSearchStore(client);
  const titleWords = createTitleWordStore(client);
  const imports = createImportStore(client);
  const reservations = createReservationStore(client);

  const sample = await client.product.findMany({ take: 50, orderBy: { slug: 'asc' } });
  const productIds = sample.map(({ id }) => id);
  const [first] = await products.findByIds(productIds.slice(0, 1));
  if (first === undefined) throw new Error('The seed has no products.');
  const { id, slug, categoryId } = first;
  const ofSample = await variants.findByProductIds(productIds);
  const [variant] = ofSample;
  if (variant === undefined) throw new Error('The seed has no variants.');
  const at = new Date('2026-11-01T00:00:00Z');
  const request = {
    orderId: randomUUID(),
    lines: ofSample
      .filter(({ stock }) => stock > 0)
      .map((row) => ({ variantId: row.id, quantity: 1 })),
    at,
    expiresAt: at,
  };
  const home = await client.category.findUniqueOrThrow({ where: { slug: 'home' } });

  const filter = (input: object = {}) => parseFilter(input, anonymous);
  // In the middle of a list, where an index that is not in its order would show.
  const stretch = (sort: ProductSort, input: object = {}): Stretch => ({
    filter: filter(input),
    sort,
    position: positionAt(sort, cursorOf(sort, first)),
    limit: 21,
  });
  // So few match that no sample of the table can make PostgreSQL guess many.
  const attributes = [
    { name: 'material', anyOf: ['oak'] },
    { name: 'brand', anyOf: ['Fjordal'] },
    { name: 'colour', anyOf: ['rust', 'plum'] },
  ];
  const price = { currency: 'EUR', minMinor: 50_000, maxMinor: 51_000 };
  const inHome = (sort: ProductSort) => () => lists.listInCategories(stretch(sort), [home.id]);

  const names = {
    slugs: sample.map((product) => product.slug),
    skus: ofSample.map(({ sku }) => sku),
    categories: ['home', 'blankets'],
  };
  const decide = ({ products: [product], variants: [held] }: Found) => {
    if (product === undefined || held === undefined) throw new Error('Nothing was found.');
    const change = { product, newVariants: [], changedVariants: [held] };
    const counts = { created: 0, updated: 1, unchanged: 0, refused: 0 };
    return { rows: [{ ...change, kind: 'updated' as const }], counts };
  };

  return {
    'products.findByIds': () => products.findByIds(productIds),
    'products.findBySlug': () => products.findBySlug(slug),
    'products.update': () =>
      products.update(id, () => ({ kind: 'write', changes: { title: 'X' } })),
    'products.changeStatus': () =>
      products.changeStatus(id, () => ({ kind: 'write', changes: { status: 'ARCHIVED' } })),
    'products.findTakenSkus': () => products.findTakenSkus(ofSample.map(({ sku }) => sku)),
    'variants.findByIds': () => variants.findByIds(ofSample.map((row) => row.id)),
    'variants.findByProductIds': () => variants.findByProductIds(productIds),
    'variants.setPrice': () => variants.setPrice(variant.id, { amountMinor: 1, currency: 'EUR' }),
    'variants.changeStock': () =>
      variants.changeStock(variant.id, () => ({ kind: 'changed', stock: 1 })),
    'reservations.reserve': () =>
      client.$transaction((transaction) => reserve(transaction, request)),
    'reservations.settle': () =>
      client.$transaction(async (transaction) => {
        await reserve(transaction, request);
        await settleReservation(transaction, request.orderId, { message: 'order-ended', at });
      }),
    'reservations.expireNext': () => reservations.expireNext(at),
    'reservations.forgetFinished': () => reservations.forgetFinished(at),
    'categories.findWithAncestors': () => categories.findWithAncestors([categoryId]),
    'categories.findBySlug': () => categories.findBySlug('blankets'),
    'categories.findRoots': () => categories.findRoots(),
    'categories.findChildren': () => categories.findChildren([home.id]),
    'productLists.list by NEWEST': () => lists.list(stretch('NEWEST')),
    'productLists.list by PRICE_ASC': () => lists.list(stretch('PRICE_ASC')),
    'productLists.list by PRICE_DESC': () => lists.list(stretch('PRICE_DESC')),
    'productLists.list by TITLE': () => lists.list(stretch('TITLE')),
    'productLists.list within a price range': () => lists.list(stretch('PRICE_ASC', { price })),
    'productLists.list with attributes': () => lists.list(stretch('NEWEST', { attributes })),
    'productLists.list in stock': () => lists.list(stretch('NEWEST', { inStock: true })),
    'productLists.listInCategories by NEWEST': inHome('NEWEST'),
    'productLists.listInCategories by PRICE_ASC': inHome('PRICE_ASC'),
    'productLists.listInCategories by PRICE_DESC': inHome('PRICE_DESC'),
    'productLists.listInCategories by TITLE': inHome('TITLE'),
    'productLists.count with attributes': () =>
      lists.count({ filter: filter({ attributes }), limit: 10_001 }),
    'productLists.countInCategories': () =>
      lists.countInCategories({ filter: filter(), limit: 10_001 }, [categoryId]),
    'productSearch.search': () =>
      search.search({ query: 'wool blanket', filter: filter(), position: null, limit: 21 }),
    'productSearch.search in a category': () =>
      search.search({
        query: 'wool blanket',
        filter: filter({ categoryId: home.id }),
        position: null,
        limit: 21,
      }),
    'productSearch.count': () =>
      search.count({ query: 'wool blanket', filter: filter(), limit: 2_001 }),
    'productSearch.suggest': () => search.suggest(['fjordal', 'oak', 'bow'], 8),
    'titleWords.findNearest': () => titleWords.findNearest(['blankit']),
    'imports.begin': () => imports.begin(FILE, { again: false }),
    'imports.writeBatch': () =>
      imports.writeBatch({ fileSha256: FILE, numbers: [1], names, decide, report: async () => 0 }),
    'imports.finish': () => imports.finish(FILE),
  };
}
