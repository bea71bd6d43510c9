import type { Logger } from '@causeway/subgraph-kit';
import type { EventTransport } from '../event-transport.ts';
import { createKafkaPublisher } from './create-kafka-publisher.ts';
import { type KafkaSubscription, subscribeKafka } from './subscribe-kafka.ts';

/** Events on Kafka: a topic per publishing service, partitioned by the events' keys. */
export function createKafkaTransport(url: string, { logger }: { logger: Logger }): EventTransport {
  const publisher = createKafkaPublisher(url);
  const subscriptions = new Set<KafkaSubscription>();
  return {
    publish: publisher.publish,
    async subscribe(subscription) {
      const subscribed = subscribeKafka(url, subscription, logger);
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
