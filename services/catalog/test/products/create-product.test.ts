import { signedIn } from '@causeway/test-kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { merchandiser, useCatalog } from '../use-catalog.ts';

const CREATE = `mutation ($input: CreateProductInput!) {
  createProduct(input: $input) {
    __typename
    ... on CreateProductSuccess { product {
      id slug title description status version priceFrom { amountMinor currency }
      attributes { name value } category { id }
      variants { sku title stock weightGrams price { amountMinor currency } attributes { name value } }
    } }
    ... on InvalidInput { fields { path message } }
    ... on SlugTaken { slug }
    ... on SkuTaken { skus }
    ... on CategoryNotFound { categoryId }
    ... on Failure { message }
  }
}`;

describe('Mutation.createProduct', () => {
  const catalog = useCatalog();
  let categoryId: string;
  beforeAll(async () => {
    categoryId = (await insertCategory(catalog().database)).id;
  });

  const variant = (sku: string, amountMinor = 4_900) => ({
    sku,
    title: 'Medium',
    price: { amountMinor, currency: 'EUR' },
    weightGrams: 900,
  });

  async function create(input: Record<string, unknown>) {
    const { createProduct } = await catalog().read(
      CREATE,
      { input: { title: 'Wool blanket', categoryId, ...input } },
      merchandiser,
    );
    return createProduct;
  }

  test('creates a draft with its variants in their order', async () => {
    const result = await create({
      slug: 'wool-blanket',
      title: '  Wool blanket ',
      description: 'Warm.\nAnd light.',
      attributes: [{ name: 'material', value: 'wool' }],
      variants: [
        {
          ...variant('WB-L', 7_900),
          title: 'Large',
          stock: 3,
          attributes: [{ name: 'size', value: 'L' }],
        },
        variant('WB-M', 4_900),
      ],
    });
    expect(result).toEqual({
      __typename: 'CreateProductSuccess',
      product: {
        id: expect.stringMatching(/^[0-9a-f-]{14}7/),
        slug: 'wool-blanket',
        title: 'Wool blanket',
        description: 'Warm.\nAnd light.',
        status: 'DRAFT',
        version: 1,
        priceFrom: { amountMinor: 4_900, currency: 'EUR' },
        attributes: [{ name: 'material', value: 'wool' }],
        category: { id: categoryId },
        variants: [
          {
            sku: 'WB-L',
            title: 'Large',
            stock: 3,
            weightGrams: 900,
            price: { amountMinor: 7_900, currency: 'EUR' },
            attributes: [{ name: 'size', value: 'L' }],
          },
          {
            sku: 'WB-M',
            title: 'Medium',
            stock: 0,
            weightGrams: 900,
            price: { amountMinor: 4_900, currency: 'EUR' },
            attributes: [],
          },
        ],
      },
    });
  });

  test('puts what is on sale into lists and search at once', async () => {
    const { product } = await create({
      slug: 'zephyr-kite',
      title: 'Zephyr kite',
      status: 'ACTIVE',
      variants: [variant('ZK-1')],
    });
    const data = await catalog().read(
      '{ products(first: 1) { nodes { id } } searchProducts(query: "zephyr") { nodes { id } } }',
    );
    expect(data.products.nodes).toEqual([{ id: product.id }]);
    expect(data.searchProducts.nodes).toEqual([{ id: product.id }]);
  });

  test('names a slug that is taken, and creates nothing', async () => {
    const { database } = catalog();
    const { slug } = await insertProduct(database, { categoryId });
    const before = await database.product.count();
    expect(await create({ slug, variants: [variant('NEW-1')] })).toEqual({
      __typename: 'SlugTaken',
      slug,
      message: `Another product has the slug "${slug}".`,
    });
    expect(await database.product.count()).toBe(before);
  });

  test('names all stock keeping units that are taken, and creates nothing', async () => {
    const { database } = catalog();
    const { variants } = await insertProduct(database, { categoryId, variants: [{}, {}] });
    const skus = variants.map(({ sku }) => sku).sort();
    const before = await database.product.count();
    const result = await create({
      slug: 'sku-twin',
      variants: [variant('FREE-1'), ...skus.map((sku) => variant(sku))],
    });
    expect(result).toMatchObject({ __typename: 'SkuTaken', skus });
    expect(await database.product.count()).toBe(before);
  });

  test.each(['0199a7c2-55f1-7abc-8000-0123456789ab', 'nonsense'])(
    'answers that there is no category %s',
    async (id) => {
      const result = await create({ slug: 'lost', categoryId: id, variants: [variant('LOST-1')] });
      expect(result).toMatchObject({ __typename: 'CategoryNotFound', categoryId: id });
    },
  );

  test('names every field that is wrong by its path', async () => {
    const result = await create({
      slug: 'Not A Slug',
      title: ' ',
      attributes: [
        { name: 'size', value: 'L' },
        { name: 'size', value: 'M' },
      ],
      variants: [
        variant('lower'),
        { ...variant('OK-1'), price: { amountMinor: 1, currency: 'USD' }, stock: -1 },
      ],
    });
    expect(result.__typename).toBe('InvalidInput');
    expect(result.fields.map(({ path }: { path: string[] }) => path.join('.')).sort()).toEqual([
      'attributes.1.name',
      'slug',
      'title',
      'variants.0.sku',
      'variants.1.price.currency',
      'variants.1.stock',
    ]);
  });

  test('wants at least one variant, all in one currency', async () => {
    expect(await create({ slug: 'empty', variants: [] })).toMatchObject({
      fields: [{ path: ['variants'] }],
    });
    const mixed = { ...variant('MIX-2'), price: { amountMinor: 1, currency: 'USD' } };
    expect(await create({ slug: 'mixed', variants: [variant('MIX-1'), mixed] })).toMatchObject({
      fields: [{ path: ['variants', '1', 'price', 'currency'] }],
    });
  });

  test('of two that race for a slug, one wins', async () => {
    const race = Array.from({ length: 4 }, (_, index) =>
      create({ slug: 'contested', variants: [variant(`RACE-${index}`)] }),
    );
    const names = (await Promise.all(race)).map(({ __typename }) => __typename).sort();
    expect(names).toEqual(['CreateProductSuccess', 'SlugTaken', 'SlugTaken', 'SlugTaken']);
  });

  test('is for those who write products', async () => {
    const input = { slug: 'forbidden', title: 'X', categoryId, variants: [variant('FORBID-1')] };
    const code = async (principal?: ReturnType<typeof signedIn>) => {
      const { body } = await catalog().send(CREATE, { input }, principal);
      return body.errors?.[0]?.extensions?.code;
    };
    expect(await code()).toBe('UNAUTHENTICATED');
    expect(await code(signedIn({ scopes: ['stock:write'] }))).toBe('FORBIDDEN');
  });
});
