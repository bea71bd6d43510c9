import type { Logger } from '@causeway/subgraph-kit';
import type { ChannelModel, ConsumeMessage } from 'amqplib';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { BrokerSubscription } from '../create-broker-transport.ts';
import { createPartitionRunner, type KeyedDelivery } from '../create-partition-runner.ts';
import type { Subscription } from '../event-transport.ts';
import { type BrokerSession, keepSubscribed } from '../keep-subscribed.ts';
import { parseBody } from '../parse-body.ts';
import { ensureExchange, ensureQueues } from './amqp-topology.ts';
import { closeAmqp, connectAmqp } from './connect-amqp.ts';

/** Unacknowledged messages per queue. A key that fails holds back no others until it has that many. */
const PREFETCH = 100;
const OPEN_DEADLINE_MS = 15_000;
const CLOSE_DEADLINE_MS = 1_500;

/** Takes a group's events for as long as it is not closed; whenever the connection is lost it makes another. */
export function subscribeAmqp(
  url: string,
  subscription: Subscription,
  logger: Logger,
): BrokerSubscription {
  const { group } = subscription;
  return keepSubscribed({ group, logger }, () => openSession(url, subscription));
}

async function openSession(url: string, subscription: Subscription): Promise<BrokerSession> {
  const connection = await connectAmqp(url, `causeway-events ${subscription.group}`);
  try {
    return await consumeQueues(connection, subscription);
  } catch (error) {
    await closeAmqp(connection);
    throw error;
  }
}

async function consumeQueues(
  connection: ChannelModel,
  subscription: Subscription,
): Promise<BrokerSession> {
  const channel = await connection.createChannel();
  const ending = new AbortController();
  let isOpen = true;
  const { promise: lost, resolve: lose } = Promise.withResolvers<string>();
  // Unheard it would end the process; `close` follows.
  channel.on('error', () => undefined);
  channel.on('close', () => {
    // Another process may have the events by now.
    isOpen = false;
    ending.abort();
    lose('The channel closed.');
  });
  const runner = createPartitionRunner(subscription, ending.signal);
  const { group, types } = subscription;
  const declare = async () => {
    await ensureExchange(channel);
    return ensureQueues(channel, { name: group, types });
  };
  const queues = await withDeadline(OPEN_DEADLINE_MS, `declaring the queues of ${group}`, declare);
  await channel.prefetch(PREFETCH);
  // In an order of each process's own, so that those that start together share the queues.
  for (const queue of shuffled(queues)) {
    const consume = () =>
      channel.consume(queue, (message) => {
        // The queue was deleted: everything begins anew.
        if (message === null) lose(`The queue ${queue} was deleted.`);
        else runner.run(deliveryOf(message, () => isOpen && channel.ack(message)));
      });
    await withDeadline(OPEN_DEADLINE_MS, `reading ${queue}`, consume);
  }
  return {
    lost,
    async end() {
      ending.abort();
      await withDeadline(CLOSE_DEADLINE_MS, 'the last events', runner.settled).catch(() => {});
      await closeAmqp(connection);
    },
  };
}

function deliveryOf({ content, properties }: ConsumeMessage, done: () => void): KeyedDelivery {
  const { headers = {}, messageId } = properties;
  return {
    key: String(headers.partitionkey ?? messageId),
    body: parseBody(content),
    // Counted by quorum queues, from the second delivery on.
    earlierAttempts: Number(headers['x-delivery-count'] ?? 0),
    done,
  };
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item);
}
