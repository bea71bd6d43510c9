import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { merchandiser, useCatalog } from '../use-catalog.ts';

describe('Query.product', () => {
  const catalog = useCatalog();

  test('finds a product by id and by slug, with everything it has', async () => {
    const { database, read } = catalog();
    const category = await insertCategory(database, { name: 'Blankets' });
    const product = await insertProduct(database, {
      categoryId: category.id,
      title: 'Wool blanket',
      description: 'Warm.',
      attributes: { material: 'wool', brand: 'Fjordal' },
      variants: [
        { title: 'Large', priceMinor: 7_900, weightGrams: 1_200, attributes: { size: 'L' } },
        { title: 'Small', priceMinor: 4_900, weightGrams: 700, stock: 0 },
      ],
    });
    const fields = `{
      id slug title description status version createdAt updatedAt
      priceFrom { amountMinor currency } attributes { name value } category { name }
      variants {
        id sku title weightGrams stock isAvailable price { amountMinor currency }
        attributes { name value } product { id }
      }
    }`;
    const data = await read(
      `query ($id: ID!, $slug: String!) { byId: product(id: $id) ${fields} bySlug: product(slug: $slug) ${fields} }`,
      { id: product.id, slug: product.slug },
    );
    expect(data.byId).toEqual({
      id: product.id,
      slug: product.slug,
      title: 'Wool blanket',
      description: 'Warm.',
      status: 'ACTIVE',
      version: 1,
      createdAt: product.createdAt.toISOString(),
      updatedAt: product.updatedAt.toISOString(),
      priceFrom: { amountMinor: 4_900, currency: 'EUR' },
      attributes: [
        { name: 'brand', value: 'Fjordal' },
        { name: 'material', value: 'wool' },
      ],
      category: { name: 'Blankets' },
      variants: [
        {
          id: product.variants[0]?.id,
          sku: product.variants[0]?.sku,
          title: 'Large',
          weightGrams: 1_200,
          stock: 5,
          isAvailable: true,
          price: { amountMinor: 7_900, currency: 'EUR' },
          attributes: [{ name: 'size', value: 'L' }],
          product: { id: product.id },
        },
        {
          id: product.variants[1]?.id,
          sku: product.variants[1]?.sku,
          title: 'Small',
          weightGrams: 700,
          stock: 0,
          isAvailable: false,
          price: { amountMinor: 4_900, currency: 'EUR' },
          attributes: [],
          product: { id: product.id },
        },
      ],
    });
    expect(data.bySlug).toEqual(data.byId);
  });

  test.each([
    { id: '0199a7c2-55f1-7abc-8000-0123456789ab' },
    { id: 'nonsense' },
    { slug: 'no-such-product' },
    { slug: 'nul\0' },
  ])('answers null for %j', async (variables) => {
    const data = await catalog().read(
      'query ($id: ID, $slug: String) { product(id: $id, slug: $slug) { id } }',
      variables,
    );
    expect(data).toEqual({ product: null });
  });

  test.each([{}, { id: '0199a7c2-55f1-7abc-8000-0123456789ab', slug: 'both' }])(
    'refuses %j, which is not exactly one name',
    async (variables) => {
      const { body } = await catalog().send(
        'query ($id: ID, $slug: String) { product(id: $id, slug: $slug) { id } }',
        variables,
      );
      expect(body.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    },
  );

  test('shows drafts only to those who write products, and archived products to all', async () => {
    const { database, read } = catalog();
    const draft = await insertProduct(database, { status: 'DRAFT' });
    const archived = await insertProduct(database, { status: 'ARCHIVED' });
    const query = `query ($draft: ID!, $slug: String!, $archived: ID!) {
      draft: product(id: $draft) { id } bySlug: product(slug: $slug) { id }
      archived: product(id: $archived) { id variants { isAvailable } }
    }`;
    const variables = { draft: draft.id, slug: draft.slug, archived: archived.id };
    const visible = { id: archived.id, variants: [{ isAvailable: false }] };
    expect(await read(query, variables)).toEqual({ draft: null, bySlug: null, archived: visible });
    const customer = signedIn({ scopes: ['stock:write'] });
    expect(await read(query, variables, customer)).toEqual({
      draft: null,
      bySlug: null,
      archived: visible,
    });
    expect(await read(query, variables, merchandiser)).toEqual({
      draft: { id: draft.id },
      bySlug: { id: draft.id },
      archived: visible,
    });
  });
});

describe('entities', () => {
  const catalog = useCatalog();
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      __typename
      ... on Product { title }
      ... on Variant { sku product { title } }
      ... on Category { name }
    }
  }`;

  test('are resolved by key, in order, each null that is not there', async () => {
    const { database, read } = catalog();
    const product = await insertProduct(database, { title: 'Rug' });
    const [variant] = product.variants;
    const unknown = '0199a7c2-55f1-7abc-8000-0123456789ab';
    const data = await read(query, {
      representations: [
        { __typename: 'Product', id: product.id },
        { __typename: 'Product', id: unknown },
        { __typename: 'Variant', id: variant?.id },
        { __typename: 'Category', id: product.categoryId },
        { __typename: 'Variant', id: 'nonsense' },
        { __typename: 'Product', id: product.id.toUpperCase() },
      ],
    });
    expect(data._entities).toEqual([
      { __typename: 'Product', title: 'Rug' },
      null,
      { __typename: 'Variant', sku: variant?.sku, product: { title: 'Rug' } },
      { __typename: 'Category', name: 'Things' },
      null,
      { __typename: 'Product', title: 'Rug' },
    ]);
  });

  test('of drafts are null for those who may not see drafts', async () => {
    const { database, read } = catalog();
    const product = await insertProduct(database, { status: 'DRAFT', title: 'Secret' });
    const representations = [
      { __typename: 'Product', id: product.id },
      { __typename: 'Variant', id: product.variants[0]?.id },
    ];
    expect(await read(query, { representations })).toEqual({ _entities: [null, null] });
    expect(await read(query, { representations }, merchandiser)).toMatchObject({
      _entities: [{ title: 'Secret' }, { product: { title: 'Secret' } }],
    });
  });
});
