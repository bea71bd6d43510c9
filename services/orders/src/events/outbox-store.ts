import type { Prisma } from '@causeway/orders-db';
import { createTimeOrderedId } from '../time-ordered-id.ts';
import type { OrderEvent } from './order-event.ts';

const AGGREGATE_TYPE = 'order';

/**
 * Puts an event into the outbox, to be delivered if and only if the transaction commits. (Written to
 * a broker instead, it could tell of an order that was rolled back, or be lost with the process.)
 */
export async function appendEvent(
  transaction: Prisma.TransactionClient,
  event: OrderEvent,
): Promise<void> {
  const { eventType, orderId, version, at, payload } = event;
  const id = createTimeOrderedId(at);
  await transaction.$executeRaw`
    INSERT INTO outbox (id, aggregate_type, aggregate_id, event_type, version, payload, created_at)
    VALUES (${id}::uuid, ${AGGREGATE_TYPE}, ${orderId}::uuid, ${eventType}, ${version},
      ${JSON.stringify(payload)}::jsonb, ${at})`;
}
