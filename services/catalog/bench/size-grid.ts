import type { SubgraphCaller } from '@causeway/test-kit';
import { attributes, LIST, type Request, type SizeCase } from './size-cases.ts';

const SORTS = ['NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'TITLE'];
const DEEP_PAGE = 200;
const PAGE_SIZE = 24;
/** The most that a page may have: the way to a deep page is not measured. */
const STRIDE = 100;

const price = { currency: 'EUR', minMinor: 5_000, maxMinor: 9_000 };
const wool = attributes({ material: 'merino wool' });
const rust = attributes({ colour: 'rust' });
const filters = (shelf: string) => ({
  'a category': { categoryId: shelf },
  'a price range': { price },
  'in stock': { inStock: true },
  'an attribute': { attributes: rust },
  'a category and in stock': { categoryId: shelf, inStock: true },
  'a category and an attribute': { categoryId: shelf, attributes: wool },
  'a price range and in stock': { price, inStock: true },
  'an attribute and a price range': { attributes: rust, price },
});
type Filters = ReturnType<typeof filters>;

/** Every filter with every order, the first page and one far behind. */
export const gridCases: readonly SizeCase[] = Object.keys(filters('')).flatMap((filter) =>
  SORTS.flatMap((sort) =>
    [1, DEEP_PAGE].map((page) => ({
      name: `${filter} by ${sort}, page ${page}`,
      requests: async (caller: SubgraphCaller) => [
        await requestOf(caller, filter as keyof Filters, sort, page),
      ],
    })),
  ),
);

async function requestOf(
  caller: SubgraphCaller,
  filter: keyof Filters,
  sort: string,
  page: number,
): Promise<Request> {
  const { category } = await caller.read('{ category(slug: "blankets") { id } }');
  const variables = { filter: filters(category.id)[filter], sort };
  const after = await cursorBehind(caller, variables, (page - 1) * PAGE_SIZE);
  return { query: LIST, variables: { ...variables, after } };
}

/** Where the page after so many products begins. Throws when the list ends before. */
async function cursorBehind(caller: SubgraphCaller, variables: object, products: number) {
  let after: string | null = null;
  for (let passed = 0; passed < products; passed += STRIDE) {
    const first = Math.min(STRIDE, products - passed);
    const { products: page } = await caller.read(CURSORS, { ...variables, first, after });
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string } = page.pageInfo;
    if (!hasNextPage) throw new Error(`There are only ${passed + first} products.`);
    after = endCursor;
  }
  return after;
}

const CURSORS = `query ($filter: ProductFilter, $sort: ProductSort!, $first: Int!, $after: String) {
  products(filter: $filter, sort: $sort, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
  }
}`;
