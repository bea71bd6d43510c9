import { describe, expect, test } from 'vitest';
import { useOrders } from './use-orders.ts';

describe('the orders service', () => {
  const orders = useOrders();

  test('refuses whoever the gateway does not vouch for', async () => {
    const response = await fetch(`${orders().origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ cart { totalQuantity } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  test('asks for what it needs of a variant, and owns none of it', async () => {
    const { _service } = await orders().read('{ _service { sdl } }');
    expect(_service.sdl).toMatch(
      /shippingEstimate: Money @requires\(fields: "weightGrams price { amountMinor currency }"\)/,
    );
    expect(_service.sdl).toMatch(/weightGrams: Int! @external/);
    expect(_service.sdl).toMatch(/price: Money! @external/);
  });
});
