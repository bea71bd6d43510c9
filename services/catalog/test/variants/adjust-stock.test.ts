import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { insertProduct } from '../sample-rows.ts';
import { useCatalog } from '../use-catalog.ts';

const ADJUST = `mutation ($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    __typename
    ... on AdjustStockSuccess { variant { stock isAvailable } }
    ... on InvalidInput { fields { path message } }
    ... on VariantNotFound { variantId }
    ... on InsufficientStock { available }
    ... on StockChanged { stock }
    ... on Failure { message }
  }
}`;

describe('Mutation.adjustStock', () => {
  const catalog = useCatalog();
  const warehouse = signedIn({ scopes: ['stock:write'] });

  async function adjust(variantId: string, change: Record<string, number>) {
    const input = { variantId, ...change };
    return (await catalog().read(ADJUST, { input }, warehouse)).adjustStock;
  }

  async function insertStocked(stock: number): Promise<string> {
    const { variants } = await insertProduct(catalog().database, { variants: [{ stock }] });
    return variants[0]?.id as string;
  }

  test('adds and takes away, down to nothing', async () => {
    const id = await insertStocked(3);
    const stock = (value: number) => ({
      __typename: 'AdjustStockSuccess',
      variant: { stock: value, isAvailable: value > 0 },
    });
    expect(await adjust(id, { delta: 4 })).toEqual(stock(7));
    expect(await adjust(id, { delta: -7 })).toEqual(stock(0));
    expect(await adjust(id, { delta: -1 })).toEqual({
      __typename: 'InsufficientStock',
      available: 0,
      message: 'Only 0 in stock.',
    });
  });

  test('replaces what was counted, unless it changed since', async () => {
    const id = await insertStocked(3);
    expect(await adjust(id, { setTo: 12, expectedStock: 3 })).toMatchObject({
      variant: { stock: 12 },
    });
    expect(await adjust(id, { setTo: 5, expectedStock: 3 })).toMatchObject({
      __typename: 'StockChanged',
      stock: 12,
    });
  });

  test('sells no more than there is, however many ask at once', async () => {
    const id = await insertStocked(10);
    const asked = await Promise.all(Array.from({ length: 25 }, () => adjust(id, { delta: -1 })));
    const names = asked.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'AdjustStockSuccess')).toHaveLength(10);
    expect(names.filter((name) => name === 'InsufficientStock')).toHaveLength(15);
    const row = await catalog().database.variant.findUniqueOrThrow({ where: { id } });
    expect(row.stock).toBe(0);
  });

  test.each([
    [{}, 'delta'],
    [{ delta: 1, setTo: 1 }, 'setTo'],
    [{ setTo: 1 }, 'expectedStock'],
    [{ setTo: -1, expectedStock: 1 }, 'setTo'],
    [{ delta: 1_000_000_000 }, 'delta'],
  ])('names what is wrong with %j', async (change, field) => {
    const id = await insertStocked(1);
    expect(await adjust(id, change)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: [field] }],
    });
  });

  test('answers that there is no such variant', async () => {
    for (const variantId of ['0199a7c2-55f1-7abc-8000-0123456789ab', 'nonsense']) {
      expect(await adjust(variantId, { delta: 1 })).toMatchObject({
        __typename: 'VariantNotFound',
        variantId,
      });
    }
  });

  test('is for those who write stock', async () => {
    const input = { variantId: await insertStocked(1), delta: 1 };
    const code = async (principal?: ReturnType<typeof signedIn>) => {
      const { body } = await catalog().send(ADJUST, { input }, principal);
      return body.errors?.[0]?.extensions?.code;
    };
    expect(await code()).toBe('UNAUTHENTICATED');
    expect(await code(signedIn({ scopes: ['orders:write'] }))).toBe('FORBIDDEN');
  });

  test('the database itself refuses a negative stock', async () => {
    const id = await insertStocked(1);
    const change = catalog().database.variant.update({ where: { id }, data: { stock: -1 } });
    await expect(change).rejects.toThrow(/variant_stock_not_negative/);
  });
});
