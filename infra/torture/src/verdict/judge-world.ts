import type { Visit } from '../customers/shop-once.ts';
import type { Shelf } from '../world/stock-shelves.ts';
import { invariants } from './invariants.ts';
import { type Client, stockFaults } from './stock-faults.ts';

/** Of one broken rule no more than so many cases are named. */
const NAMED_CASES = 5;

/** What is broken when all has settled, in words; nothing if all is well. */
export async function judgeWorld(
  client: Client,
  { shelves, visits }: { shelves: readonly Shelf[]; visits: readonly Visit[] },
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const { name, faults } of invariants) {
    const { rows } = await client.query<{ id: string }>(faults);
    if (rows.length > 0)
      broken.push(
        describe(
          name,
          rows.map(({ id }) => id),
        ),
      );
  }
  return [
    ...broken,
    ...(await stockFaults(client, shelves)),
    ...(await promiseFaults(client, visits)),
  ];
}

/** What customers were told, and is not so. */
async function promiseFaults(client: Client, visits: readonly Visit[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ user: string; key: string; id: string; status: string }>(`
    SELECT key.user_id AS user, key.key, key.order_id AS id, o.status
    FROM orders.idempotency_key key JOIN orders.customer_order o ON o.id = key.order_id`);
  const orders = new Map(rows.map((row) => [`${row.user} ${row.key}`, row]));
  const several = visits.filter(({ orderIds }) => orderIds.length > 1);
  const lost = visits.filter(({ userId, idempotencyKey, orderIds }) => {
    const kept = orders.get(`${userId} ${idempotencyKey}`)?.id;
    return orderIds.some((id) => id !== kept);
  });
  const revived = visits.filter(
    ({ userId, idempotencyKey, cancelled }) =>
      cancelled && orders.get(`${userId} ${idempotencyKey}`)?.status !== 'CANCELLED',
  );
  const secret = rows.length - visits.filter(({ orderIds }) => orderIds.length > 0).length;
  return [
    ...describeVisits('one key was answered with several orders', several),
    ...describeVisits('an order that was answered is not there', lost),
    ...describeVisits('an order that was called off goes on', revived),
    ...(secret === 0 ? [] : [`${secret} orders that nobody was told of`]),
  ];
}

function describeVisits(what: string, visits: readonly Visit[]): readonly string[] {
  return visits.length === 0
    ? []
    : [
        describe(
          what,
          visits.flatMap(({ orderIds }) => orderIds),
        ),
      ];
}

function describe(what: string, ids: readonly string[]): string {
  const more = ids.length > NAMED_CASES ? ', …' : '';
  return `${what}: ${ids.length} broken (${ids.slice(0, NAMED_CASES).join(', ')}${more})`;
}
