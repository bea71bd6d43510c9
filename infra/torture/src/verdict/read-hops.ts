import { type Spread, spreadOf } from './spread.ts';
import type { Client } from './stock-faults.ts';

/** How long events of one type took, of those that somebody handled. */
export interface Hop {
  /** `order-placed`. */
  readonly type: string;
  /** From when its change began until a broker had it. */
  readonly outboxMs: Spread;
  /** From then until a consumer began to handle it. */
  readonly queueMs: Spread;
}

const HOPS = `
  SELECT split_part(event ->> 'type', '.', 3) AS type,
    extract(epoch FROM published_at - created_at)::float * 1000 AS outbox,
    extract(epoch FROM handled_at - published_at)::float * 1000 AS queue
  FROM (
    SELECT event, created_at, published_at FROM orders.outbox
    UNION ALL SELECT event, created_at, published_at FROM catalog.outbox
  ) sent JOIN (
    SELECT event_id, handled_at FROM orders.inbox UNION ALL SELECT event_id, handled_at FROM catalog.inbox
  ) handled
      ON handled.event_id = (sent.event ->> 'id')::uuid`;

/** Where the time of a checkout goes. */
export async function readHops(client: Client): Promise<readonly Hop[]> {
  const { rows } = await client.query<{ type: string; outbox: number; queue: number }>(HOPS);
  return Array.from(
    Map.groupBy(rows, ({ type }) => type),
    ([type, ofType]) => ({
      type,
      outboxMs: spreadOf(ofType.map(({ outbox }) => outbox)),
      queueMs: spreadOf(ofType.map(({ queue }) => queue)),
    }),
  ).sort((one, other) => one.type.localeCompare(other.type));
}
