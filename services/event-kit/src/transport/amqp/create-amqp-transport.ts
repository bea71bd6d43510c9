import type { Logger } from '@causeway/subgraph-kit';
import type { EventTransport } from '../event-transport.ts';
import { createAmqpPublisher } from './create-amqp-publisher.ts';
import { type AmqpSubscription, subscribeAmqp } from './subscribe-amqp.ts';

/**
 * Events on RabbitMQ: one topic exchange, and per group a fixed number of quorum queues, each of which is
 * read by one process at a time.
 */
export function createAmqpTransport(url: string, { logger }: { logger: Logger }): EventTransport {
  const publisher = createAmqpPublisher(url);
  const subscriptions = new Set<AmqpSubscription>();
  return {
    publish: publisher.publish,
    async subscribe(subscription) {
      const subscribed = subscribeAmqp(url, subscription, logger);
      subscriptions.add(subscribed);
      await subscribed.opened;
      return subscribed;
    },
    async close() {
      await Promise.all([...subscriptions].map((each) => each.close()));
      await publisher.close();
    },
  };
}
