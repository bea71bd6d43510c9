import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '@causeway/database';

const POLL_MS = 250;

/** What is still on its way somewhere. */
const UNSETTLED = `
  SELECT
    (SELECT count(*) FROM orders.customer_order WHERE status = 'PENDING')
    + (SELECT count(*) FROM orders.payment_ask)
    + (SELECT count(*) FROM catalog.reservation WHERE state = 'HELD')
    + (SELECT count(*) FROM orders.outbox WHERE published_at IS NULL)
    + (SELECT count(*) FROM catalog.outbox WHERE published_at IS NULL)
    + (SELECT count(*) FROM orders.outbox WHERE event ->> 'type'
        ~ '(order-placed|payment-authorised|order-fulfilled|order-rejected|order-cancelled)')
    - (SELECT count(*) FROM catalog.inbox)
    + (SELECT count(*) FROM catalog.outbox) - (SELECT count(*) FROM orders.inbox) AS count`;

/** Waits until nothing is on its way any more. Returns how many things are after `deadlineMs`. */
export async function untilSettled(adminUrl: string, deadlineMs: number): Promise<number> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const count = await withClient(adminUrl, async (client) => {
      const { rows } = await client.query<{ count: string }>(UNSETTLED);
      return Number(rows[0]?.count);
    });
    if (count === 0 || Date.now() > end) return count;
    await sleep(POLL_MS);
  }
}
