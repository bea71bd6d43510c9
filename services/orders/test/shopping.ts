import { randomUUID } from 'node:crypto';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { expect } from 'vitest';
import type { FakeVariant } from './fake-catalog.ts';
import type { TestOrders } from './use-orders.ts';

const ADD = `mutation ($input: AddToCartInput!) {
  addToCart(input: $input) { __typename ... on Failure { message } }
}`;

export const CHECKOUT = `mutation ($input: CheckoutInput!) {
  checkout(input: $input) {
    __typename
    ... on Failure { message }
    ... on CheckoutSuccess { order {
      id number status placedAt
      itemsTotal { amountMinor currency } shippingTotal { amountMinor currency }
      total { amountMinor currency }
      customer { id }
      lines {
        quantity title sku unitPrice { amountMinor currency } lineTotal { amountMinor currency }
        variant { id }
      }
      history { from to reason }
    } }
    ... on InvalidInput { fields { path message } }
    ... on VariantsUnavailable {
      lines { variantId quantity }
      shortages { variantId quantity left }
    }
    ... on MixedCurrencies { currencies }
    ... on TotalTooLarge { maximumMinor }
    ... on PriceChanged {
      expected { amountMinor currency } actual { amountMinor currency }
    }
  }
}`;

/** Puts variants into a customer's cart, as the customer does. */
export async function fillCart(
  { read }: TestOrders,
  customer: UserPrincipal,
  lines: readonly { variant: Pick<FakeVariant, 'id'>; quantity: number }[],
): Promise<void> {
  for (const { variant, quantity } of lines) {
    const input = { variantId: variant.id, quantity };
    const { addToCart } = await read(ADD, { input }, customer);
    if (addToCart.__typename !== 'AddToCartSuccess') throw new Error(addToCart.message);
  }
}

/** Checks out, with a key of its own unless one is given. */
export async function checkOut(
  { read }: TestOrders,
  customer: UserPrincipal,
  input: Record<string, unknown> = {},
) {
  const data = await read(
    CHECKOUT,
    { input: { idempotencyKey: randomUUID(), paymentToken: 'tok_approved', ...input } },
    customer,
  );
  return data.checkout;
}

/** An order of one line, just placed. */
export async function placeOrder(
  orders: TestOrders,
  {
    customer = signedIn(),
    variant = orders.catalog.sell(),
    quantity = 1,
    paymentToken = 'tok_approved',
  }: {
    customer?: UserPrincipal;
    variant?: FakeVariant;
    quantity?: number;
    paymentToken?: string;
  } = {},
) {
  await fillCart(orders, customer, [{ variant, quantity }]);
  const outcome = await checkOut(orders, customer, { paymentToken });
  if (outcome.__typename !== 'CheckoutSuccess') throw new Error(outcome.message);
  return { order: outcome.order, customer, variant };
}

/** The status and the payment of an order. */
export async function stageOf({ database }: TestOrders, id: string): Promise<string> {
  const { status, payment } = await database.order.findUniqueOrThrow({ where: { id } });
  return `${status}, ${payment}`;
}

/** Has the catalog hold what an order asks for, and waits until the order is ready to be sold. */
export async function authoriseOrder(orders: TestOrders, id: string): Promise<void> {
  await orders.tellOf(id, { kind: 'reserved' });
  await expect.poll(() => stageOf(orders, id)).toBe('PENDING, AUTHORISED');
}

/** Has the catalog sell what an order asks for, and waits until the order is confirmed and paid. */
export async function confirmOrder(orders: TestOrders, id: string): Promise<void> {
  await authoriseOrder(orders, id);
  await orders.tellOf(id, { kind: 'sold' });
  await expect.poll(() => stageOf(orders, id)).toBe('CONFIRMED, CAPTURED');
}
