import { seedId } from '@causeway/database';
import { type Principal, recordStatements } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { useOrders, warehouse } from '../use-orders.ts';

const ENTITIES = (selection: string) => `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ${selection} }
}`;
const UNKNOWN = '0199a7c2-55f1-7abc-8000-0123456789ab';

describe('entities of other services', () => {
  const orders = useOrders({ seed: 'small' });
  const sampleCustomer = signedIn({ userId: seedId('user', 0) });

  async function resolve(
    selection: string,
    representations: readonly object[],
    principal?: Principal,
  ) {
    const query = ENTITIES(selection);
    return (await orders().read(query, { representations }, principal))._entities;
  }

  const FIRST_TEN = `... on User { orders(first: 10) { nodes {
    id number status placedAt total { amountMinor currency }
    lines { quantity unitPrice { amountMinor currency } variant { id } }
  } pageInfo { hasNextPage } } }`;

  test('give a user ten orders with their lines in two statements', async () => {
    const user = { __typename: 'User', id: sampleCustomer.userId };
    const { result, statements } = await recordStatements(() =>
      resolve(FIRST_TEN, [user], sampleCustomer),
    );
    expect(result[0].orders.nodes).toHaveLength(10);
    expect(result[0].orders.pageInfo.hasNextPage).toBe(true);
    expect(statements).toHaveLength(2);
  });

  test('give many users their orders in the same two statements', async () => {
    const users = Array.from({ length: 50 }, (_, index) => seedId('user', index));
    const { result, statements } = await recordStatements(() =>
      resolve(
        FIRST_TEN,
        users.map((id) => ({ __typename: 'User', id })),
        warehouse,
      ),
    );
    expect(statements).toHaveLength(2);
    for (const [index, userId] of users.entries()) {
      const newest = await orders().database.order.findMany({
        where: { userId },
        orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
        take: 10,
      });
      const ids = result[index].orders.nodes.map(({ id }: { id: string }) => id);
      expect(ids).toEqual(newest.map(({ id }) => id));
    }
  });

  test("keep a user's orders from others, and the rest of the answer stands", async () => {
    const representations = [
      { __typename: 'User', id: sampleCustomer.userId },
      { __typename: 'User', id: seedId('user', 7) },
    ];
    const { body } = await orders().send(
      ENTITIES('... on User { id orders(first: 1) { nodes { id } } }'),
      { representations },
      sampleCustomer,
    );
    expect(body.data._entities[0].orders.nodes).toHaveLength(1);
    expect(body.data._entities[1]).toEqual({
      __typename: 'User',
      id: seedId('user', 7),
      orders: null,
    });
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const anonymously = await orders().send(
      ENTITIES('... on User { orders(first: 1) { nodes { id } } }'),
      { representations: representations.slice(0, 1) },
    );
    expect(anonymously.body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('are found by key only by those who may see them', async () => {
    const order = await orders().database.order.findFirstOrThrow({
      where: { userId: sampleCustomer.userId },
    });
    const representations = [
      { __typename: 'Order', id: order.id },
      { __typename: 'Order', id: UNKNOWN },
      { __typename: 'Order', id: 'nonsense' },
    ];
    const selection = '... on Order { id }';
    const found = { __typename: 'Order', id: order.id };
    expect(await resolve(selection, representations, sampleCustomer)).toEqual([found, null, null]);
    expect(await resolve(selection, representations, warehouse)).toEqual([found, null, null]);
    expect(await resolve(selection, representations, signedIn())).toEqual([null, null, null]);
    expect(await resolve(selection, representations)).toEqual([null, null, null]);
  });

  test('tell how often variants and products were ordered, each kind in one statement', async () => {
    const counts = await orders().database.purchaseCount.findMany({ take: 40 });
    const productIds = [...new Set(counts.map(({ productId }) => productId))];
    const perProduct = await orders().database.purchaseCount.groupBy({
      by: ['productId'],
      where: { productId: { in: productIds } },
      _sum: { quantity: true },
    });
    const { result, statements } = await recordStatements(() =>
      resolve('... on Variant { id purchaseCount } ... on Product { id purchaseCount }', [
        ...counts.map(({ variantId }) => ({ __typename: 'Variant', id: variantId })),
        ...productIds.map((id) => ({ __typename: 'Product', id })),
        { __typename: 'Variant', id: UNKNOWN },
        { __typename: 'Product', id: UNKNOWN },
      ]),
    );
    expect(statements).toHaveLength(2);
    const found = new Map(
      result.map(({ id, purchaseCount }: { id: string; purchaseCount: number }) => [
        id,
        purchaseCount,
      ]),
    );
    for (const { variantId, quantity } of counts)
      expect(found.get(variantId)).toBe(Number(quantity));
    for (const { productId, _sum } of perProduct) {
      expect(found.get(productId)).toBe(Number(_sum.quantity));
    }
    expect(found.get(UNKNOWN)).toBe(0);
  });

  test('tell what sending a variant costs, from what the catalog says of it', async () => {
    const representation = (weightGrams: number, amountMinor: number, currency = 'EUR') => ({
      __typename: 'Variant',
      id: UNKNOWN,
      weightGrams,
      price: { __typename: 'Money', amountMinor, currency },
    });
    const { result, statements } = await recordStatements(() =>
      resolve('... on Variant { shippingEstimate { amountMinor currency } }', [
        representation(1_000, 2_000),
        representation(1_001, 2_000),
        representation(5_000, 10_000),
        representation(400, 2_000, 'GBP'),
      ]),
    );
    expect(
      result.map(({ shippingEstimate }: { shippingEstimate: object }) => shippingEstimate),
    ).toEqual([
      { amountMinor: 490, currency: 'EUR' },
      { amountMinor: 610, currency: 'EUR' },
      { amountMinor: 0, currency: 'EUR' },
      { amountMinor: 420, currency: 'GBP' },
    ]);
    expect(statements).toEqual([]);
  });
});
