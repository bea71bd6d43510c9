/** Something that must hold when all has settled: the statement returns what breaks it. */
export interface Invariant {
  readonly name: string;
  readonly faults: string;
}

export const invariants: readonly Invariant[] = [
  {
    name: 'each order has exactly one outcome',
    faults: `
      SELECT id FROM orders.customer_order o
      WHERE status NOT IN ('CONFIRMED', 'REJECTED', 'CANCELLED')
        OR (SELECT count(*) FROM orders.order_transition t
            WHERE t.order_id = o.id AND t."to" IN ('CONFIRMED', 'REJECTED')) > 1
        OR (SELECT t."to" FROM orders.order_transition t WHERE t.order_id = o.id
            ORDER BY version DESC LIMIT 1) <> o.status`,
  },
  {
    name: 'each key has one order, and each order one key',
    faults: `
      SELECT coalesce(key.order_id, o.id) AS id
      FROM orders.idempotency_key key FULL JOIN orders.customer_order o ON o.id = key.order_id
      GROUP BY 1 HAVING count(key.key) <> 1 OR count(o.id) <> 1`,
  },
  {
    name: 'stock is sold to confirmed orders, and to no others',
    faults: `
      SELECT o.id FROM orders.customer_order o
        LEFT JOIN catalog.reservation r ON r.order_id = o.id
      WHERE (o.status = 'CONFIRMED') <> coalesce(r.state = 'SOLD', false) OR r.state = 'HELD'
      UNION ALL
      SELECT r.order_id FROM catalog.reservation r
        LEFT JOIN orders.customer_order o ON o.id = r.order_id WHERE o.id IS NULL`,
  },
  {
    name: 'what is sold to an order is what it ordered',
    faults: `
      SELECT coalesce(sold.order_id, ordered.order_id) AS id
      FROM (
        SELECT order_id, variant_id, quantity FROM catalog.reservation_line
          JOIN catalog.reservation USING (order_id) WHERE state = 'SOLD'
      ) sold FULL JOIN (
        SELECT order_id, variant_id, quantity FROM orders.order_line
          JOIN orders.customer_order o ON o.id = order_id WHERE o.status = 'CONFIRMED'
      ) ordered USING (order_id, variant_id, quantity)
      WHERE sold.order_id IS NULL OR ordered.order_id IS NULL`,
  },
  {
    name: 'money is captured for confirmed orders, at their total, and for no others',
    faults: `
      SELECT o.id FROM orders.customer_order o
        LEFT JOIN orders.sandbox_payment p ON p.key = o.id
      WHERE (o.status = 'CONFIRMED') <> coalesce(p.state = 'CAPTURED', false)
        OR (o.status = 'CONFIRMED') <> (o.payment = 'CAPTURED')
        OR p.amount_minor <> o.total_minor`,
  },
  {
    name: 'no money is left held, and nothing is left to ask',
    faults: `
      SELECT key AS id FROM orders.sandbox_payment WHERE state IN ('PENDING', 'AUTHORISED')
      UNION ALL SELECT order_id FROM orders.payment_ask`,
  },
  {
    name: 'the counts of purchases are those of the orders that stand',
    faults: `
      SELECT variant_id AS id FROM orders.purchase_count counted FULL JOIN (
        SELECT variant_id, sum(quantity)::bigint AS quantity
        FROM orders.order_line JOIN orders.customer_order o ON o.id = order_id
        WHERE o.status = 'CONFIRMED' GROUP BY variant_id
      ) ordered USING (variant_id)
      WHERE coalesce(counted.quantity, 0) <> coalesce(ordered.quantity, 0)`,
  },
  {
    name: 'every event is published',
    faults: `
      SELECT event ->> 'id' AS id FROM orders.outbox WHERE published_at IS NULL
      UNION ALL SELECT event ->> 'id' FROM catalog.outbox WHERE published_at IS NULL`,
  },
  {
    name: 'the events of an order are numbered as they happened, each once',
    faults: `
      SELECT partition_key AS id FROM (
        SELECT partition_key, (event ->> 'sequence')::int AS sequence,
          lag((event ->> 'sequence')::int) OVER (PARTITION BY partition_key ORDER BY position) AS before
        FROM (
          SELECT partition_key, position, event FROM orders.outbox
          UNION ALL SELECT partition_key, position, event FROM catalog.outbox
        ) all_events
      ) numbered WHERE sequence <= before`,
  },
  {
    name: 'every event that somebody waits for was handled, once',
    faults: `
      WITH wanted AS (
        SELECT 'catalog' AS schema, event ->> 'id' AS id FROM orders.outbox
        WHERE event ->> 'type' ~ '(order-placed|payment-authorised|order-fulfilled|order-rejected|order-cancelled)'
        UNION ALL SELECT 'orders', event ->> 'id' FROM catalog.outbox
      ), handled AS (
        SELECT 'catalog' AS schema, event_id::text AS id FROM catalog.inbox
        UNION ALL SELECT 'orders', event_id::text FROM orders.inbox
      )
      SELECT coalesce(wanted.id, handled.id) AS id
      FROM wanted FULL JOIN handled USING (schema, id)
      GROUP BY 1 HAVING count(wanted.id) <> 1 OR count(handled.id) <> 1`,
  },
  {
    name: 'nothing was given up',
    faults: `
      SELECT event_id::text AS id FROM orders.dead_letter
      UNION ALL SELECT event_id::text FROM catalog.dead_letter`,
  },
];
