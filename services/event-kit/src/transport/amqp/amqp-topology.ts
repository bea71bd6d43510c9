import { createHash } from 'node:crypto';
import type { Channel } from 'amqplib';
import type { EventGroup } from '../../contracts/define-group.ts';
import type { CloudEvent } from '../../envelope/cloud-event.ts';

/** Where all events are published. */
export const EXCHANGE = 'causeway.events';

/**
 * How many queues a group has. Events of one key go to one of them, so another number would let the last
 * of the old order and the first of the new be handled at once: change it only while nothing is published.
 */
const PARTITIONS = 8;

/** A queue with a limit gives a message back to its place; one without puts it behind others. */
const DELIVERY_LIMIT = 1_000_000;

/** `<partition>.<type>`. */
export function routingKeyOf({ partitionkey, type }: CloudEvent): string {
  const partition = createHash('sha256').update(partitionkey).digest().readUInt32BE() % PARTITIONS;
  return `${partition}.${type}`;
}

/**
 * Makes sure that a group has its queues and that they get the events of these types; what is bound stays
 * bound, since a process of another version may want it. Returns their names.
 */
export async function ensureQueues(
  channel: Channel,
  { name, types }: EventGroup,
): Promise<readonly string[]> {
  const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);
  for (const partition of partitions) {
    const queue = queueOf(name, partition);
    await channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        // One process at a time has a queue, so that its order is the order of handling.
        'x-single-active-consumer': true,
        'x-delivery-limit': DELIVERY_LIMIT,
      },
    });
    for (const type of types) await channel.bindQueue(queue, EXCHANGE, `${partition}.${type}`);
  }
  return partitions.map((partition) => queueOf(name, partition));
}

export async function ensureExchange(channel: Channel): Promise<void> {
  await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
}

const queueOf = (group: string, partition: number) => `${group}.${partition}`;
