import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sendOperation, signInAs } from './graph-client.ts';
import { useStack } from './use-stack.ts';

const SIGN_UP = `mutation ($input: SignUpInput!) {
  signUp(input: $input) { __typename ... on SignUpSuccess { session { accessToken user { id } } } }
}`;
const ADD_TO_CART = `mutation ($input: AddToCartInput!) {
  addToCart(input: $input) { __typename ... on AddToCartSuccess {
    cart { lines { quantity variant { id price { amountMinor currency } } } } } }
}`;
const CHECKOUT = `mutation ($input: CheckoutInput!) {
  checkout(input: $input) { __typename ... on CheckoutSuccess {
    order { id number status itemsTotal { amountMinor } lines { quantity title unitPrice { amountMinor } } } } }
}`;

/** Several processes have their part in an outcome, all of them on one machine here. */
const PATIENCE = { timeout: 40_000 };
const TEST_TIMEOUT_MS = 120_000;

describe('a shop built on the graph', { timeout: TEST_TIMEOUT_MS }, () => {
  const stack = useStack();
  const send = (query: string, variables: Record<string, unknown> = {}, token?: string) =>
    sendOperation(stack().url, { query, variables, token });

  async function signUp(): Promise<string> {
    const input = {
      email: `${randomUUID()}@example.com`,
      password: 'a long enough passphrase',
      displayName: 'New customer',
    };
    const { body } = await send(SIGN_UP, { input });
    expect(body.data.signUp.__typename).toBe('SignUpSuccess');
    return body.data.signUp.session.accessToken;
  }

  async function availableVariant(): Promise<{ id: string; price: { amountMinor: number } }> {
    const { body } = await send(
      '{ products(first: 5, filter: { inStock: true }) { nodes { variants { id isAvailable price { amountMinor } } } } }',
    );
    const variants = body.data.products.nodes.flatMap(
      (node: { variants: unknown[] }) => node.variants,
    );
    return variants.find((variant: { isAvailable: boolean }) => variant.isAvailable);
  }

  /** Orders what is in the cart: as a client does, again with its key while the catalog is too busy to say prices. */
  async function checkOut(token: string, idempotencyKey: string = randomUUID()) {
    const input = { idempotencyKey, paymentToken: 'tok_approved' };
    const ask = async () => (await send(CHECKOUT, { input }, token)).body.data.checkout;
    const kind = async () => (await ask()).__typename;
    await expect.poll(kind, PATIENCE).not.toBe('CatalogUnavailable');
    return ask();
  }

  async function stageOf(id: string, token: string): Promise<string> {
    const { body } = await send(
      'query ($id: ID!) { order(id: $id) { status payment { state } } }',
      { id },
      token,
    );
    return `${body.data.order.status}, ${body.data.order.payment.state}`;
  }

  async function untilPaid(id: string, token: string): Promise<void> {
    await expect.poll(() => stageOf(id, token), PATIENCE).toBe('CONFIRMED, CAPTURED');
  }

  async function stockOf(variantId: string): Promise<number> {
    const { body } = await send(
      '{ products(first: 5, filter: { inStock: true }) { nodes { variants { id stock } } } }',
    );
    const variants: { id: string; stock: number }[] = body.data.products.nodes.flatMap(
      (node: { variants: unknown[] }) => node.variants,
    );
    return variants.find(({ id }) => id === variantId)?.stock ?? 0;
  }

  test('a new customer signs up, fills a cart, checks out and sees the order', async () => {
    const token = await signUp();
    const variant = await availableVariant();
    const added = await send(ADD_TO_CART, { input: { variantId: variant.id, quantity: 2 } }, token);
    expect(added.body.data.addToCart.cart.lines).toMatchObject([
      { quantity: 2, variant: { id: variant.id, price: variant.price } },
    ]);

    const key = randomUUID();
    const first = await checkOut(token, key);
    expect(first).toMatchObject({
      __typename: 'CheckoutSuccess',
      order: { itemsTotal: { amountMinor: 2 * variant.price.amountMinor } },
    });
    const { id } = first.order;
    expect((await checkOut(token, key)).order.id).toBe(id);
    await untilPaid(id, token);

    const { body } = await send('{ myOrders(first: 5) { nodes { id } } }', {}, token);
    expect(body.data.myOrders.nodes).toEqual([{ id }]);
  });

  test('staff fulfil an order that is paid; a fulfilled order cannot be cancelled', async () => {
    const customer = await signUp();
    const variant = await availableVariant();
    await send(ADD_TO_CART, { input: { variantId: variant.id, quantity: 1 } }, customer);
    const orderId = (await checkOut(customer)).order.id;
    await untilPaid(orderId, customer);
    const warehouse = await signInAs(stack().url, 'warehouse@example.com');
    const transition = async (field: string, token: string) => {
      const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
      const { body: answer } = await send(
        `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`,
        { input: { orderId } },
        token,
      );
      return answer;
    };

    expect((await transition('fulfilOrder', customer)).errors?.[0]?.extensions?.code).toBe(
      'UNAUTHORIZED_FIELD_OR_TYPE',
    );
    expect((await transition('fulfilOrder', warehouse)).data.fulfilOrder.__typename).toMatch(
      /Success$/,
    );
    expect((await transition('cancelOrder', customer)).data.cancelOrder.__typename).toBe(
      'TransitionNotAllowed',
    );
  });

  test('what a customer orders leaves the stock, and comes back when they call it off', async () => {
    const token = await signUp();
    const variant = await availableVariant();
    const before = await stockOf(variant.id);
    await send(ADD_TO_CART, { input: { variantId: variant.id, quantity: 1 } }, token);
    const { id } = (await checkOut(token)).order;
    await untilPaid(id, token);
    expect(await stockOf(variant.id)).toBe(before - 1);
    await send(
      'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }',
      { input: { orderId: id } },
      token,
    );
    await expect.poll(() => stockOf(variant.id), PATIENCE).toBe(before);
    await expect.poll(() => stageOf(id, token), PATIENCE).toBe('CANCELLED, REFUNDED');
  });

  test('a price that the catalog changes is what the next visitor sees', async () => {
    const merchandiser = await signInAs(stack().url, 'merchandiser@example.com');
    const variant = await availableVariant();
    const amountMinor = variant.price.amountMinor + 100;
    const { body } = await send(
      `mutation ($input: SetPriceInput!) { setPrice(input: $input) { __typename } }`,
      { input: { variantId: variant.id, price: { amountMinor, currency: 'EUR' } } },
      merchandiser,
    );
    expect(body.data.setPrice.__typename).toMatch(/Success$/);
    const { price } = await availableVariant();
    expect(price.amountMinor).toBe(amountMinor);
  });

  test('one subgraph away costs only its own fields', async () => {
    const token = await signInAs(stack().url, 'customer@example.com');
    await stack().processes.orders.stop();
    const { status, body } = await send(
      '{ me { displayName orders(first: 1) { nodes { id } } } products(first: 1) { nodes { id } } }',
      {},
      token,
    );
    expect(status).toBe(200);
    expect(body.data.products.nodes).toHaveLength(1);
    expect(body.errors?.[0]).toMatchObject({
      path: ['me', 'orders'],
      extensions: { code: expect.stringMatching(/^SUBGRAPH_/), serviceName: 'orders' },
    });
  });
});
