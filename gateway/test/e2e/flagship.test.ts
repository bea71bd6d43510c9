import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { sendOperation, signInAs } from './graph-client.ts';
import { useStack } from './use-stack.ts';

const flagship = readFileSync(
  new URL('../../sandbox-app/examples/flagship.graphql', import.meta.url),
  'utf8',
);

interface Fetch {
  subgraph: string;
  status: number;
  sqlStatements: number;
}

describe('the flagship query', () => {
  const stack = useStack();
  let token: string;
  beforeAll(async () => {
    token = await signInAs(stack().url, 'customer@example.com');
  });

  const send = (headers?: Record<string, string>, query = flagship) =>
    sendOperation(stack().url, {
      query,
      variables: { search: 'wool blanket' },
      token,
      headers: headers ?? {},
    });

  test('answers from all three subgraphs without an error', async () => {
    const { status, body } = await send();
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data.me).toMatchObject({ email: 'customer@example.com' });
    expect(body.data.me.orders.nodes).toHaveLength(10);
    expect(body.data.searchProducts.edges.length).toBeGreaterThan(0);
  });

  test('gives each order line its live variant, product, category path and shipping estimate', async () => {
    const { body } = await send();
    for (const order of body.data.me.orders.nodes) {
      for (const line of order.lines) {
        expect(line.variant).toMatchObject({
          sku: expect.any(String),
          stock: expect.any(Number),
          price: { amountMinor: expect.any(Number), currency: expect.any(String) },
          shippingEstimate: { amountMinor: expect.any(Number) },
          product: { category: { path: expect.any(Array) } },
        });
        const { category } = line.variant.product;
        expect(category.path.at(-1)).toMatchObject({ id: category.id, name: category.name });
      }
    }
  });

  test('lists the newest orders first', async () => {
    const { body } = await send();
    const placedAt = body.data.me.orders.nodes.map((order: { placedAt: string }) => order.placedAt);
    expect(placedAt).toEqual([...placedAt].sort().reverse());
  });

  test('is estimated by the sizes of the pages that it asks for', async () => {
    const estimateOf = async (query: string) => {
      const { body } = await send({ 'causeway-debug': 'plan' }, query);
      return body.extensions.causeway.cost;
    };
    expect(await estimateOf(flagship)).toMatchInlineSnapshot(`
      {
        "bySubgraph": {
          "catalog": 1370,
          "identity": 1,
          "orders": 421,
        },
        "estimated": 1792,
      }
    `);
    const one = await estimateOf(flagship.replace('orders(first: 10)', 'orders(first: 1)'));
    expect(one.bySubgraph).toMatchInlineSnapshot(`
      {
        "catalog": 200,
        "identity": 1,
        "orders": 43,
      }
    `);
  });

  test('costs the same number of SQL statements for one order and for ten', async () => {
    const one = flagship.replace('orders(first: 10)', 'orders(first: 1)');
    expect(one).not.toBe(flagship);
    const statements = async (query: string) => {
      const { body } = await send({ 'causeway-debug': 'plan' }, query);
      const fetches = body.extensions.causeway.fetches as Fetch[];
      return fetches.map(({ subgraph, sqlStatements }) => `${subgraph}: ${sqlStatements}`).sort();
    };
    const forTen = await statements(flagship);
    expect(await statements(one)).toEqual(forTen);
    expect(forTen).toMatchInlineSnapshot(`
      [
        "catalog: 1",
        "catalog: 3",
        "identity: 1",
        "orders: 0",
        "orders: 2",
      ]
    `);
  });
});
