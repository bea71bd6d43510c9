import { randomUUID } from 'node:crypto';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
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
    ... on VariantsUnavailable { lines { variantId quantity } }
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
    { input: { idempotencyKey: randomUUID(), ...input } },
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
  }: { customer?: UserPrincipal; variant?: FakeVariant; quantity?: number } = {},
) {
  await fillCart(orders, customer, [{ variant, quantity }]);
  const outcome = await checkOut(orders, customer);
  if (outcome.__typename !== 'CheckoutSuccess') throw new Error(outcome.message);
  return { order: outcome.order, customer, variant };
}
