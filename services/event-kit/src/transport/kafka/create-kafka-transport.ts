import type { Logger } from '@causeway/subgraph-kit';
import { createBrokerTransport } from '../create-broker-transport.ts';
import type { EventTransport } from '../event-transport.ts';
import { createKafkaPublisher } from './create-kafka-publisher.ts';
import { subscribeKafka } from './subscribe-kafka.ts';

/** Events on Kafka: a topic per publishing service, partitioned by the events' keys. */
export function createKafkaTransport(url: string, { logger }: { logger: Logger }): EventTransport {
  return createBrokerTransport(createKafkaPublisher(url), (subscription) =>
    subscribeKafka(url, subscription, logger),
  );
}
