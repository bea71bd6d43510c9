import { randomUUID } from 'node:crypto';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import type { Mood } from '../fake-catalog.ts';
import { checkOut, fillCart } from '../shopping.ts';
import { useOrders } from '../use-orders.ts';

const json = (body: object): Mood => ({ kind: 'raw', status: 200, body: JSON.stringify(body) });

describe('checkout while the catalog', () => {
  const orders = useOrders();

  test.each<[string, Mood]>([
    ['hangs up', { kind: 'hanging up' }],
    ['answers 503', { kind: 'raw', status: 503, body: '{"errors":[]}' }],
    ['answers what is not JSON', { kind: 'raw', status: 200, body: '<html>' }],
    ['answers with errors', json({ errors: [{ message: 'away' }], data: null })],
    ['answers for too few variants', json({ data: { _entities: [] } })],
    [
      'answers with a price that is none',
      json({ data: { _entities: [{ __typename: 'Variant', price: { amountMinor: -1 } }] } }),
    ],
    ['answers without end', { kind: 'raw', status: 200, body: ' '.repeat(5_000_000) }],
  ])('%s fails as such, and can be repeated with the same key', async (_what, mood) => {
    const { catalog, database } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    const input = { idempotencyKey: randomUUID() };
    catalog.mood = mood;
    expect(await checkOut(orders(), customer, input)).toEqual({
      __typename: 'CatalogUnavailable',
      message: expect.any(String),
    });
    expect(await database.order.count({ where: { userId: customer.userId } })).toBe(0);
    catalog.mood = { kind: 'well' };
    expect((await checkOut(orders(), customer, input)).__typename).toBe('CheckoutSuccess');
  });

  test('never answers does not wait for it', async () => {
    const { catalog } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    catalog.mood = { kind: 'silent' };
    expect((await checkOut(orders(), customer)).__typename).toBe('CatalogUnavailable');
  });

  test('is slow holds no transaction open', async () => {
    const { catalog, database } = orders();
    const customer = signedIn();
    await fillCart(orders(), customer, [{ variant: catalog.sell(), quantity: 1 }]);
    let open: bigint | undefined;
    catalog.beforeAnswer = async () => {
      // Others of the service come and go; one of the checkout would stay until it has its answer.
      for (let look = 0; look < 20 && open !== 0n; look += 1) {
        const [row] = await database.$queryRaw<{ count: bigint }[]>`
          SELECT count(*) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'causeway-orders'
            AND xact_start IS NOT NULL`;
        open = row?.count;
      }
    };
    expect((await checkOut(orders(), customer)).__typename).toBe('CheckoutSuccess');
    expect(open).toBe(0n);
  });
});
