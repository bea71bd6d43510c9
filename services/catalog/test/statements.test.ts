import { recordStatements } from '@causeway/subgraph-kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertProduct } from './sample-rows.ts';
import { merchandiser, useCatalog } from './use-catalog.ts';

/** What the flagship query of the whole graph asks of the catalog, as the gateway sends it. */
const LINES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Variant {
      id sku title stock weightGrams price { amountMinor currency }
      product { id title category { id name path { id name slug } } }
    }
  }
}`;
const SEARCH = `{
  searchProducts(query: "wool blanket", first: 20) {
    edges { score highlight node { id title slug priceFrom { amountMinor currency } } }
  }
}`;

describe('the number of SQL statements', () => {
  const catalog = useCatalog({ seed: 'small' });
  let ids: { product: string[]; variant: string[]; category: string[] };

  beforeAll(async () => {
    const { database } = catalog();
    const products = await database.product.findMany({
      where: { status: 'ACTIVE' },
      take: 100,
      select: { id: true, variants: { select: { id: true }, take: 1 } },
    });
    const categories = await database.category.findMany({ select: { id: true } });
    ids = {
      product: products.map(({ id }) => id),
      variant: products.map(({ variants }) => variants[0]?.id as string),
      category: categories.map(({ id }) => id),
    };
  });

  async function statementsOf(query: string, variables: Record<string, unknown> = {}) {
    const { statements } = await recordStatements(() => catalog().read(query, variables));
    return statements.map(tableOf);
  }

  /** The table a statement begins with: enough to tell the loaders apart. */
  function tableOf(sql: string): string {
    return /FROM (?:"catalog"\.)?"?(\w+)/.exec(sql)?.[1] ?? sql;
  }

  const references = (typename: string, keys: readonly string[]) => ({
    representations: keys.map((id) => ({ __typename: typename, id })),
  });

  test.each([1, 10, 100])('for %i lines of the flagship query is three', async (count) => {
    const statements = await statementsOf(
      LINES,
      references('Variant', ids.variant.slice(0, count)),
    );
    expect(statements).toEqual(['variant', 'product', 'category']);
  });

  test('for its search is one', async () => {
    const { result, statements } = await recordStatements(() => catalog().read(SEARCH));
    expect(result.searchProducts.edges).toHaveLength(20);
    expect(statements).toHaveLength(1);
  });

  test.each([1, 10, 100])('for %i products with all that is theirs is three', async (count) => {
    const statements = await statementsOf(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Product {
            title priceFrom { amountMinor } category { path { name } parent { name } }
            variants { sku product { title } }
          }
        }
      }`,
      references('Product', ids.product.slice(0, count)),
    );
    expect([...statements].sort()).toEqual(['category', 'product', 'variant']);
  });

  test.each([1, 10, 100])('for %i categories with path and children is two', async (count) => {
    const statements = await statementsOf(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Category { name path { name } children { name } }
        }
      }`,
      references('Category', ids.category.slice(0, count)),
    );
    expect(statements).toEqual(['category', 'category']);
  });

  test.each([1, 20, 100])(
    'for a list of %i with variants and categories is three',
    async (first) => {
      const statements = await statementsOf(
        `query ($first: Int!) {
        products(first: $first) {
          nodes { title category { path { name } } variants { sku product { title } } }
        }
      }`,
        { first },
      );
      expect([...statements].sort()).toEqual(['category', 'product', 'variant']);
    },
  );

  test('for the lists of every category is one for the pages and one for the counts', async () => {
    const statements = await statementsOf(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Category { products(first: 3, sort: PRICE_ASC) { nodes { title } totalCount } }
        }
      }`,
      references('Category', ids.category),
    );
    expect(statements).toEqual(['category', 'unnest', 'unnest']);
  });

  test('for what cannot be an id is none', async () => {
    expect(await statementsOf(LINES, references('Variant', ['nonsense', '']))).toEqual([]);
  });

  test('for a total that nobody asked for is none', async () => {
    expect(await statementsOf('{ products { nodes { id } } }')).toHaveLength(1);
    expect(await statementsOf('{ products { nodes { id } totalCount } }')).toHaveLength(2);
  });

  test('of a write does not grow with its variants', async () => {
    const { database } = catalog();
    const { categoryId } = await insertProduct(database);
    const create = async (slug: string, count: number) => {
      const variants = Array.from({ length: count }, (_, index) => ({
        sku: `${slug.toUpperCase()}-${index}`,
        title: 'One',
        price: { amountMinor: 100, currency: 'EUR' },
        weightGrams: 1,
      }));
      const { statements } = await recordStatements(() =>
        catalog().read(
          `mutation ($input: CreateProductInput!) { createProduct(input: $input) { __typename } }`,
          { input: { slug, title: slug, categoryId, variants } },
          merchandiser,
        ),
      );
      return statements.length;
    };
    expect(await create('one', 1)).toBe(5);
    expect(await create('fifty', 50)).toBe(5);
  });
});
