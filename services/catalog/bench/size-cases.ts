import type { SubgraphCaller } from '@causeway/test-kit';

export interface Request {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Requests of one kind, sent in turn. */
export interface SizeCase {
  readonly name: string;
  requests(caller: SubgraphCaller): Promise<readonly Request[]>;
}

const NODE = 'id slug title priceFrom { amountMinor currency } variants { id sku }';
const PAGE = `nodes { ${NODE} } pageInfo { hasNextPage endCursor }`;
export const LIST = `query ($filter: ProductFilter, $sort: ProductSort! = NEWEST, $after: String) {
  products(filter: $filter, sort: $sort, first: 24, after: $after) { ${PAGE} }
}`;
const COUNT = `query ($filter: ProductFilter) {
  products(filter: $filter, first: 1) { totalCount totalCountPrecision }
}`;
const CATEGORY = `query ($slug: String!, $sort: ProductSort!, $after: String) {
  category(slug: $slug) {
    name path { name } products(sort: $sort, first: 24, after: $after) { ${PAGE} }
  }
}`;
const CATEGORY_COUNT = `query ($slug: String!) {
  category(slug: $slug) { products(first: 1) { totalCount totalCountPrecision } }
}`;
const SEARCH = `query ($query: String!, $filter: ProductFilter, $after: String) {
  searchProducts(query: $query, filter: $filter, first: 24, after: $after) {
    edges { score highlight } ${PAGE}
  }
}`;
const SEARCH_COUNT = `query ($query: String!) {
  searchProducts(query: $query, first: 1) { totalCount totalCountPrecision }
}`;
const SUGGEST = 'query ($text: String!) { suggestProducts(text: $text) { id title slug } }';

export const attributes = (values: Record<string, string>) =>
  Object.entries(values).map(([name, value]) => ({ name, anyOf: [value] }));
const price = { currency: 'EUR', minMinor: 5_000, maxMinor: 5_100 };

export const cases: readonly SizeCase[] = [
  same('newest products', LIST, [{}]),
  same('by price, by title', LIST, [
    { sort: 'PRICE_ASC' },
    { sort: 'PRICE_DESC' },
    { sort: 'TITLE' },
  ]),
  deep('page 200 of newest, price, title', LIST, [
    { sort: 'NEWEST' },
    { sort: 'PRICE_ASC' },
    { sort: 'TITLE' },
  ]),
  same('newest in a narrow price range', LIST, [{ filter: { price } }]),
  same('newest in stock', LIST, [{ filter: { inStock: true } }, { filter: { inStock: false } }]),
  same('newest of an attribute', LIST, [
    { filter: { attributes: attributes({ material: 'merino wool' }) } },
    { filter: { attributes: attributes({ colour: 'rust' }) } },
  ]),
  same('by price of a rare combination of attributes', LIST, [
    {
      sort: 'PRICE_ASC',
      filter: { attributes: attributes({ material: 'oak', brand: 'Fjordal', colour: 'rust' }) },
    },
  ]),
  same('attributes that nothing has together', LIST, [
    { filter: { attributes: attributes({ material: 'oak', brand: 'Nobody' }) } },
  ]),
  same('a department (18 shelves), any order', CATEGORY, [
    { slug: 'home', sort: 'NEWEST' },
    { slug: 'home', sort: 'PRICE_ASC' },
    { slug: 'home', sort: 'TITLE' },
  ]),
  same('a shelf, any order', CATEGORY, [
    { slug: 'blankets', sort: 'NEWEST' },
    { slug: 'blankets', sort: 'PRICE_DESC' },
  ]),
  same('count of the shop', COUNT, [{}]),
  same('count of a filter', COUNT, [
    { filter: { attributes: attributes({ material: 'merino wool' }) } },
    { filter: { price } },
  ]),
  same('count of a department', CATEGORY_COUNT, [{ slug: 'home' }]),
  same('search: two words', SEARCH, [{ query: 'wool blanket' }, { query: 'oak table' }]),
  same('search: one common word', SEARCH, [{ query: 'wool' }, { query: 'lamp' }, { query: 'oak' }]),
  same('search: a word of nearly all products', SEARCH, [{ query: 'made' }]),
  same('search: rare words', SEARCH, [{ query: 'fjordal juniper oak bowl' }]),
  same('search: common words, nowhere together', SEARCH, [{ query: 'oak blanket' }]),
  same('search: within a price range', SEARCH, [
    { query: 'wool', filter: { price: { ...price, maxMinor: 9_000 } } },
    { query: 'made', filter: { price } },
  ]),
  same('search: mistyped', SEARCH, [{ query: 'blankit' }, { query: 'wol blanket' }]),
  same('search: nothing like it', SEARCH, [{ query: 'xqzzy' }]),
  deep('search: page 20', SEARCH, [{ query: 'wool blanket' }], 20),
  same('search: count', SEARCH_COUNT, [
    { query: 'wool' },
    { query: 'made' },
    { query: 'oak table' },
  ]),
  same('suggestions while typing', SUGGEST, typed('wool blanket')),
  same('suggestions, mistyped', SUGGEST, [{ text: 'blankit' }]),
];

function same(name: string, query: string, variables: readonly Request['variables'][]): SizeCase {
  return { name, requests: async () => variables.map((one) => ({ query, variables: one })) };
}

/** Goes through a list to a page far behind, by cursors as a client would. */
function deep(
  name: string,
  query: string,
  variables: readonly Request['variables'][],
  page = 200,
): SizeCase {
  const requests = async (caller: SubgraphCaller) => {
    const found: Request[] = [];
    for (const one of variables) {
      let after: string | null = null;
      for (let number = 1; number < page; number += 1) {
        const { products, searchProducts } = await caller.read(query, { ...one, after });
        after = (products ?? searchProducts).pageInfo.endCursor;
      }
      found.push({ query, variables: { ...one, after } });
    }
    return found;
  };
  return { name, requests };
}

/** The text after each key. */
function typed(text: string): { text: string }[] {
  return Array.from(text, (_, index) => ({ text: text.slice(0, index + 1) }));
}
