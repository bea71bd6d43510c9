import type { Logger } from '@causeway/subgraph-kit';
import { createAmqpTransport } from './amqp/create-amqp-transport.ts';
import type { EventTransport } from './event-transport.ts';
import { createKafkaTransport } from './kafka/create-kafka-transport.ts';
import { createPostgresTransport } from './postgres/create-postgres-transport.ts';

/**
 * The transport for an address, by its scheme: queues on PostgreSQL for `postgres:`,
 * RabbitMQ for `amqp:` and `amqps:`, Kafka for `kafka:`. Connects when it is
 * first used, and by itself again.
 *
 * @throws {TypeError} if no transport has the scheme
 */
export function createEventTransport(url: string, options: { logger: Logger }): EventTransport {
  const { protocol } = new URL(url);
  switch (protocol) {
    case 'postgres:':
    case 'postgresql:':
      return createPostgresTransport(url, options);
    case 'amqp:':
    case 'amqps:':
      return createAmqpTransport(url, options);
    case 'kafka:':
      return createKafkaTransport(url, options);
    default:
      throw new TypeError(`No transport of events has the scheme ${protocol}`);
  }
}
