import type { Logger } from '@causeway/subgraph-kit';
import type { EventGroup } from '../contracts/define-group.ts';
import { eventGroups } from '../contracts/event-groups.ts';
import { createAmqpTransport } from './amqp/create-amqp-transport.ts';
import type { EventTransport } from './event-transport.ts';
import { createKafkaTransport } from './kafka/create-kafka-transport.ts';
import { createPostgresTransport } from './postgres/create-postgres-transport.ts';

/**
 * The transport for an address, by its scheme: queues on PostgreSQL for `postgres:`,
 * RabbitMQ for `amqp:` and `amqps:`, Kafka for `kafka:`. Connects when it is
 * first used, and by itself again. The broker keeps what is published for all `groups`, those of
 * the contracts unless told, whether or not they have ever subscribed.
 *
 * @throws {TypeError} if no transport has the scheme
 */
export function createEventTransport(
  url: string,
  { logger, groups = eventGroups }: { logger: Logger; groups?: readonly EventGroup[] },
): EventTransport {
  const { protocol } = new URL(url);
  switch (protocol) {
    case 'postgres:':
    case 'postgresql:':
      return createPostgresTransport(url, { logger, groups });
    case 'amqp:':
    case 'amqps:':
      return createAmqpTransport(url, { logger, groups });
    case 'kafka:':
      return createKafkaTransport(url, { logger });
    default:
      throw new TypeError(`No transport of events has the scheme ${protocol}`);
  }
}
