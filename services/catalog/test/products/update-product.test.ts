import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { merchandiser, useCatalog } from '../use-catalog.ts';

const FAILURES = `
  ... on InvalidInput { fields { path message } }
  ... on ProductNotFound { productId }
  ... on ProductVersionConflict { currentVersion }
  ... on Failure { message }`;
const UPDATE = `mutation ($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    __typename
    ... on UpdateProductSuccess { product {
      slug title description status version category { id } attributes { name value }
    } }
    ... on SlugTaken { slug }
    ... on CategoryNotFound { categoryId }
    ... on ProductStatusNotAllowed { from to }
    ${FAILURES}
  }
}`;
const ARCHIVE = `mutation ($input: ArchiveProductInput!) {
  archiveProduct(input: $input) {
    __typename
    ... on ArchiveProductSuccess { product { status version variants { isAvailable } } }
    ${FAILURES}
  }
}`;
const UNKNOWN_IDS = ['0199a7c2-55f1-7abc-8000-0123456789ab', 'nonsense'];

describe('Mutation.updateProduct', () => {
  const catalog = useCatalog();

  async function update(input: Record<string, unknown>) {
    return (await catalog().read(UPDATE, { input }, merchandiser)).updateProduct;
  }

  test('changes what is given, leaves the rest and counts the version up', async () => {
    const { database } = catalog();
    const other = await insertCategory(database);
    const { id, slug } = await insertProduct(database, {
      title: 'Old',
      description: 'Kept.',
      attributes: { size: 'L' },
    });
    expect(await update({ id, title: 'New', categoryId: other.id, description: null })).toEqual({
      __typename: 'UpdateProductSuccess',
      product: {
        slug,
        title: 'New',
        description: 'Kept.',
        status: 'ACTIVE',
        version: 2,
        category: { id: other.id },
        attributes: [{ name: 'size', value: 'L' }],
      },
    });
    const attributes = [{ name: 'material', value: 'oak' }];
    const changed = await update({ id, slug: `${slug}-2`, description: '', attributes });
    expect(changed.product).toMatchObject({
      slug: `${slug}-2`,
      description: '',
      attributes,
      version: 3,
    });
  });

  test('is found by its new words in the search', async () => {
    const { database, read } = catalog();
    const { id } = await insertProduct(database);
    await update({ id, title: 'Quixotic windmill' });
    const { searchProducts } = await read('{ searchProducts(query: "quixotic") { nodes { id } } }');
    expect(searchProducts.nodes).toEqual([{ id }]);
  });

  test('refuses to overwrite what another changed since', async () => {
    const { id } = await insertProduct(catalog().database);
    expect(await update({ id, expectedVersion: 1, title: 'First' })).toMatchObject({
      product: { version: 2 },
    });
    expect(await update({ id, expectedVersion: 1, title: 'Second' })).toMatchObject({
      __typename: 'ProductVersionConflict',
      currentVersion: 2,
    });
    expect(await update({ id, expectedVersion: 2 })).toMatchObject({
      product: { title: 'First', version: 2 },
    });
  });

  test('of several with one expected version, exactly one wins', async () => {
    const { id } = await insertProduct(catalog().database);
    const race = Array.from({ length: 5 }, (_, index) =>
      update({ id, expectedVersion: 1, title: `Writer ${index}` }),
    );
    const names = (await Promise.all(race)).map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'UpdateProductSuccess')).toHaveLength(1);
    expect(names.filter((name) => name === 'ProductVersionConflict')).toHaveLength(4);
  });

  test('publishes drafts and archived products, and makes no drafts', async () => {
    const { database } = catalog();
    const draft = await insertProduct(database, { status: 'DRAFT' });
    expect(await update({ id: draft.id, status: 'ACTIVE' })).toMatchObject({
      product: { status: 'ACTIVE' },
    });
    expect(await update({ id: draft.id, status: 'DRAFT' })).toMatchObject({
      __typename: 'ProductStatusNotAllowed',
      from: 'ACTIVE',
      to: 'DRAFT',
    });
    const archived = await insertProduct(database, { status: 'ARCHIVED' });
    expect(await update({ id: archived.id, status: 'ACTIVE' })).toMatchObject({
      product: { status: 'ACTIVE' },
    });
  });

  test('names a slug that is taken and a category that is not there', async () => {
    const { database } = catalog();
    const { slug } = await insertProduct(database);
    const { id } = await insertProduct(database);
    expect(await update({ id, slug })).toMatchObject({ __typename: 'SlugTaken', slug });
    for (const categoryId of UNKNOWN_IDS) {
      expect(await update({ id, categoryId })).toMatchObject({
        __typename: 'CategoryNotFound',
        categoryId,
      });
    }
    const row = await database.product.findUniqueOrThrow({ where: { id } });
    expect(row.version).toBe(1);
  });

  test('names fields that are wrong and products that are not there', async () => {
    const { id } = await insertProduct(catalog().database);
    expect(await update({ id, title: '', slug: '-', expectedVersion: 0 })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['expectedVersion'] }, { path: ['slug'] }, { path: ['title'] }],
    });
    for (const productId of UNKNOWN_IDS) {
      expect(await update({ id: productId, title: 'X' })).toMatchObject({
        __typename: 'ProductNotFound',
        productId,
      });
    }
  });

  test('is for those who write products', async () => {
    const { database, send } = catalog();
    const { id } = await insertProduct(database);
    const { body } = await send(UPDATE, { input: { id, title: 'Mine' } }, signedIn());
    expect(body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('Mutation.archiveProduct', () => {
  const catalog = useCatalog();

  async function archive(input: Record<string, unknown>) {
    return (await catalog().read(ARCHIVE, { input }, merchandiser)).archiveProduct;
  }

  test('takes a product off sale and out of lists and search, and may be repeated', async () => {
    const { database, read } = catalog();
    const { id } = await insertProduct(database, { title: 'Farewell' });
    const archived = {
      __typename: 'ArchiveProductSuccess',
      product: { status: 'ARCHIVED', version: 2, variants: [{ isAvailable: false }] },
    };
    expect(await archive({ id })).toEqual(archived);
    expect(await archive({ id })).toEqual(archived);
    const data = await read(
      '{ products { nodes { id } } searchProducts(query: "farewell") { nodes { id } } }',
    );
    expect(data).toEqual({ products: { nodes: [] }, searchProducts: { nodes: [] } });
  });

  test('refuses when another changed the product since', async () => {
    const { id } = await insertProduct(catalog().database);
    expect(await archive({ id, expectedVersion: 2 })).toMatchObject({
      __typename: 'ProductVersionConflict',
      currentVersion: 1,
    });
    expect(await archive({ id, expectedVersion: 0 })).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['expectedVersion'] }],
    });
  });

  test('answers that there is no such product', async () => {
    for (const id of UNKNOWN_IDS) {
      expect(await archive({ id })).toMatchObject({ __typename: 'ProductNotFound', productId: id });
    }
  });

  test('is for those who write products', async () => {
    const { database, send } = catalog();
    const { id } = await insertProduct(database);
    const { body } = await send(ARCHIVE, { input: { id } });
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
