import { randomUUID } from 'node:crypto';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { useOrders } from '../use-orders.ts';

const CART = 'lines { quantity variantId variant { id } } totalQuantity';
const FAILURES = `
  ... on Failure { message }
  ... on InvalidInput { fields { path message } }`;
const QUERY = `{ cart { ${CART} } }`;
const ADD = `mutation ($input: AddToCartInput!) { addToCart(input: $input) {
  __typename ${FAILURES}
  ... on AddToCartSuccess { cart { ${CART} } }
  ... on CartFull { maximumLines }
  ... on CartQuantityExceeded { quantity maximumQuantity }
} }`;
const SET = `mutation ($input: SetCartLineQuantityInput!) { setCartLineQuantity(input: $input) {
  __typename ${FAILURES}
  ... on SetCartLineQuantitySuccess { cart { ${CART} } }
} }`;
const REMOVE = `mutation ($input: RemoveFromCartInput!) { removeFromCart(input: $input) {
  __typename ${FAILURES}
  ... on RemoveFromCartSuccess { cart { ${CART} } }
} }`;
const CLEAR = `mutation { clearCart { __typename cart { ${CART} } } }`;

const EMPTY = { lines: [], totalQuantity: 0 };

function cartOf(...lines: [variantId: string, quantity: number][]) {
  return {
    lines: lines.map(([variantId, quantity]) => ({
      variantId,
      quantity,
      variant: { id: variantId },
    })),
    totalQuantity: lines.reduce((total, [, quantity]) => total + quantity, 0),
  };
}

describe('the cart', () => {
  const orders = useOrders();
  const one = randomUUID();
  const other = randomUUID();

  const read = async (customer: UserPrincipal) => (await orders().read(QUERY, {}, customer)).cart;
  const add = async (customer: UserPrincipal, variantId: string, quantity?: number) =>
    (await orders().read(ADD, { input: { variantId, quantity } }, customer)).addToCart;
  const set = async (customer: UserPrincipal, variantId: string, quantity: number) =>
    (await orders().read(SET, { input: { variantId, quantity } }, customer)).setCartLineQuantity;
  const remove = async (customer: UserPrincipal, variantId: string) =>
    (await orders().read(REMOVE, { input: { variantId } }, customer)).removeFromCart;

  test('of a new customer is empty', async () => {
    expect(await read(signedIn())).toEqual(EMPTY);
  });

  test('keeps what is added, in that order, and adds to what it has', async () => {
    const customer = signedIn();
    expect(await add(customer, one, 2)).toEqual({
      __typename: 'AddToCartSuccess',
      cart: cartOf([one, 2]),
    });
    await add(customer, other);
    expect((await add(customer, one.toUpperCase(), 3)).cart).toEqual(cartOf([one, 5], [other, 1]));
    expect(await read(customer)).toEqual(cartOf([one, 5], [other, 1]));
  });

  test('takes a quantity in place of the one it has, and 0 removes the line', async () => {
    const customer = signedIn();
    await add(customer, one, 2);
    await add(customer, other, 2);
    expect(await set(customer, one, 7)).toEqual({
      __typename: 'SetCartLineQuantitySuccess',
      cart: cartOf([one, 7], [other, 2]),
    });
    expect((await set(customer, one, 0)).cart).toEqual(cartOf([other, 2]));
    expect(await read(customer)).toEqual(cartOf([other, 2]));
  });

  test('loses a line that is removed, once or twice', async () => {
    const customer = signedIn();
    await add(customer, one);
    await add(customer, other);
    const removed = { __typename: 'RemoveFromCartSuccess', cart: cartOf([other, 1]) };
    expect(await remove(customer, one)).toEqual(removed);
    expect(await remove(customer, one)).toEqual(removed);
  });

  test('is empty after it was cleared, and can be filled again', async () => {
    const customer = signedIn();
    await add(customer, one);
    await add(customer, other);
    const { clearCart } = await orders().read(CLEAR, {}, customer);
    expect(clearCart).toEqual({ __typename: 'ClearCartSuccess', cart: EMPTY });
    expect(await read(customer)).toEqual(EMPTY);
    expect((await add(customer, other)).cart).toEqual(cartOf([other, 1]));
  });

  test('belongs to one customer', async () => {
    const [first, second] = [signedIn(), signedIn({ scopes: ['orders:read', 'orders:write'] })];
    await add(first, one, 4);
    expect(await read(second)).toEqual(EMPTY);
    await orders().read(CLEAR, {}, second);
    expect(await read(first)).toEqual(cartOf([one, 4]));
  });

  test('counts every one of many pieces added at once', async () => {
    const customer = signedIn();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => add(customer, one, 2)));
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(
      Array(10).fill('AddToCartSuccess'),
    );
    expect(await read(customer)).toEqual(cartOf([one, 20]));
  });

  test('has at most 99 pieces in a line', async () => {
    const customer = signedIn();
    await add(customer, one, 98);
    expect(await add(customer, one, 2)).toEqual({
      __typename: 'CartQuantityExceeded',
      message: expect.any(String),
      quantity: 98,
      maximumQuantity: 99,
    });
    expect((await add(customer, one, 1)).cart).toEqual(cartOf([one, 99]));
  });

  test('has at most 50 lines', async () => {
    const customer = signedIn();
    for (let line = 0; line < 50; line += 1) await add(customer, randomUUID());
    expect(await add(customer, one)).toEqual({
      __typename: 'CartFull',
      message: expect.any(String),
      maximumLines: 50,
    });
    expect((await read(customer)).lines).toHaveLength(50);
  });

  test.each([0, -1, 100])('refuses to add %i pieces, and names the field', async (quantity) => {
    const customer = signedIn();
    expect(await add(customer, one, quantity)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['quantity'] }],
    });
    expect(await read(customer)).toEqual(EMPTY);
  });

  test('names every field that is wrong', async () => {
    const outcome = {
      __typename: 'InvalidInput',
      fields: [{ path: ['variantId'] }, { path: ['quantity'] }],
    };
    expect(await add(signedIn(), 'nonsense', 0)).toMatchObject(outcome);
    expect(await set(signedIn(), 'nonsense', -1)).toMatchObject(outcome);
    expect(await remove(signedIn(), 'nonsense')).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['variantId'] }],
    });
  });

  test.each([
    ['cart', QUERY, {}],
    ['addToCart', ADD, { variantId: one, quantity: 1 }],
    ['setCartLineQuantity', SET, { variantId: one, quantity: 1 }],
    ['removeFromCart', REMOVE, { variantId: one }],
    ['clearCart', CLEAR, {}],
  ])('needs a signed-in customer for %s', async (_field, query, input) => {
    const { body } = await orders().send(query, { input });
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('is read in one statement', async () => {
    const { headers } = await orders().send(QUERY, {}, signedIn());
    expect(headers.get('server-timing')).toContain('1 statement');
  });
});
