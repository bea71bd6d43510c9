import type { Logger } from '@causeway/subgraph-kit';
import type { EventGroup } from '../../contracts/define-group.ts';
import { createBrokerTransport } from '../create-broker-transport.ts';
import type { EventTransport } from '../event-transport.ts';
import { createAmqpPublisher } from './create-amqp-publisher.ts';
import { subscribeAmqp } from './subscribe-amqp.ts';

/**
 * Events on RabbitMQ: one topic exchange, and per group a fixed number of quorum queues, each of which is
 * read by one process at a time.
 */
export function createAmqpTransport(
  url: string,
  { logger, groups }: { logger: Logger; groups: readonly EventGroup[] },
): EventTransport {
  return createBrokerTransport(createAmqpPublisher(url, groups), (subscription) =>
    subscribeAmqp(url, subscription, logger),
  );
}
