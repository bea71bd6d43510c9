import type { EventTransaction } from '../database/event-client.ts';
import type { CloudEvent } from '../envelope/cloud-event.ts';

/** Every broker takes this much; what is larger belongs in a store, with its address in the event. */
const LARGEST_EVENT_BYTES = 65_536;

/**
 * Puts an event into the outbox, to be delivered if and only if the transaction commits. (Written to a
 * broker instead, it could tell of what was rolled back, or be lost with the process.) Whoever changes an
 * aggregate locks its row first: so its events enter in the order in which they happened.
 *
 * @throws {RangeError} if the event is larger than 64 KiB
 */
export async function appendEvent(transaction: EventTransaction, event: CloudEvent): Promise<void> {
  const text = JSON.stringify(event);
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > LARGEST_EVENT_BYTES) {
    throw new RangeError(
      `An event of ${sizeBytes} bytes (${event.type}): at most ${LARGEST_EVENT_BYTES} are delivered.`,
    );
  }
  await transaction.$executeRaw`
    INSERT INTO outbox (partition_key, event) VALUES (${event.partitionkey}, ${text}::jsonb)`;
}
