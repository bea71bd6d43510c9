import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { insertProduct } from '../sample-rows.ts';
import { merchandiser, useCatalog } from '../use-catalog.ts';

const SET_PRICE = `mutation ($input: SetPriceInput!) {
  setPrice(input: $input) {
    __typename
    ... on SetPriceSuccess { variant {
      id price { amountMinor currency } product { priceFrom { amountMinor } version }
    } }
    ... on InvalidInput { fields { path message } }
    ... on VariantNotFound { variantId }
    ... on PriceCurrencyMismatch { expected }
    ... on Failure { message }
  }
}`;

describe('Mutation.setPrice', () => {
  const catalog = useCatalog();

  async function setPrice(variantId: string, amountMinor: number, currency = 'EUR') {
    const input = { variantId, price: { amountMinor, currency } };
    return (await catalog().read(SET_PRICE, { input }, merchandiser)).setPrice;
  }

  async function insertPriced(...prices: number[]) {
    const product = await insertProduct(catalog().database, {
      variants: prices.map((priceMinor) => ({ priceMinor })),
    });
    return { id: product.id, variantIds: product.variants.map(({ id }) => id as string) };
  }

  test('sets the price, and the lowest price of the product with it', async () => {
    const { variantIds } = await insertPriced(1_000, 2_000);
    const [cheap, dear] = variantIds as [string, string];
    expect(await setPrice(dear, 500)).toEqual({
      __typename: 'SetPriceSuccess',
      variant: {
        id: dear,
        price: { amountMinor: 500, currency: 'EUR' },
        product: { priceFrom: { amountMinor: 500 }, version: 1 },
      },
    });
    expect((await setPrice(dear, 3_000)).variant.product.priceFrom.amountMinor).toBe(1_000);
    expect((await setPrice(cheap, 4_000)).variant.product.priceFrom.amountMinor).toBe(3_000);
    expect((await setPrice(cheap, 0)).variant.product.priceFrom.amountMinor).toBe(0);
  });

  test('shows each change of one operation in its own answer', async () => {
    const { variantIds } = await insertPriced(1_000);
    const [variantId] = variantIds;
    const data = await catalog().read(
      `mutation ($a: SetPriceInput!, $b: SetPriceInput!) {
        a: setPrice(input: $a) { ... on SetPriceSuccess { variant { price { amountMinor } product { priceFrom { amountMinor } } } } }
        b: setPrice(input: $b) { ... on SetPriceSuccess { variant { price { amountMinor } product { priceFrom { amountMinor } } } } }
      }`,
      {
        a: { variantId, price: { amountMinor: 700, currency: 'EUR' } },
        b: { variantId, price: { amountMinor: 800, currency: 'EUR' } },
      },
      merchandiser,
    );
    const answer = (amountMinor: number) => ({
      variant: { price: { amountMinor }, product: { priceFrom: { amountMinor } } },
    });
    expect(data).toEqual({ a: answer(700), b: answer(800) });
  });

  test('keeps the lowest price right when all prices change at once', async () => {
    const { id, variantIds } = await insertPriced(1_000, 1_000, 1_000, 1_000);
    const prices = variantIds.map((_, index) => 2_000 + 100 * index);
    await Promise.all(
      variantIds.map((variantId, index) => setPrice(variantId, prices[index] as number)),
    );
    const row = await catalog().database.product.findUniqueOrThrow({ where: { id } });
    expect(row.priceFromMinor).toBe(2_000);
  });

  test('moves the product in lists by price and by when it changed', async () => {
    const { database } = catalog();
    const { id, variantIds } = await insertPriced(1_000);
    const before = await database.product.findUniqueOrThrow({ where: { id } });
    await setPrice(variantIds[0] as string, 1);
    const { products } = await catalog().read(
      '{ products(sort: PRICE_ASC, first: 2) { nodes { id priceFrom { amountMinor } } } }',
    );
    expect(products.nodes).toContainEqual({ id, priceFrom: { amountMinor: 1 } });
    const after = await database.product.findUniqueOrThrow({ where: { id } });
    expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
  });

  test('refuses another currency, and says which it should be', async () => {
    const { variantIds } = await insertPriced(1_000);
    expect(await setPrice(variantIds[0] as string, 1_000, 'USD')).toMatchObject({
      __typename: 'PriceCurrencyMismatch',
      expected: 'EUR',
    });
  });

  test('names a price that is wrong and a variant that is not there', async () => {
    const { variantIds } = await insertPriced(1_000);
    expect(await setPrice(variantIds[0] as string, -1)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['price', 'amountMinor'], message: 'must not be negative' }],
    });
    for (const variantId of ['0199a7c2-55f1-7abc-8000-0123456789ab', 'nonsense']) {
      expect(await setPrice(variantId, 1)).toMatchObject({
        __typename: 'VariantNotFound',
        variantId,
      });
    }
  });

  test('is for those who write products', async () => {
    const { variantIds } = await insertPriced(1_000);
    const input = { variantId: variantIds[0], price: { amountMinor: 1, currency: 'EUR' } };
    const code = async (principal?: ReturnType<typeof signedIn>) => {
      const { body } = await catalog().send(SET_PRICE, { input }, principal);
      return body.errors?.[0]?.extensions?.code;
    };
    expect(await code()).toBe('UNAUTHENTICATED');
    expect(await code(signedIn({ scopes: ['stock:write'] }))).toBe('FORBIDDEN');
  });

  test('the database itself refuses a negative price', async () => {
    const { database } = catalog();
    const { variantIds } = await insertPriced(1_000);
    const change = database.variant.update({
      where: { id: variantIds[0] as string },
      data: { priceMinor: -1 },
    });
    await expect(change).rejects.toThrow(/variant_price_not_negative/);
  });
});
