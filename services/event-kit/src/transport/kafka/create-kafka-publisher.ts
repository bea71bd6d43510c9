import { ProduceAcks, Producer } from '@platformatic/kafka';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { CloudEvent } from '../../envelope/cloud-event.ts';
import { EventRefusedError } from '../event-transport.ts';
import { brokersOf, topicOf } from './kafka-topics.ts';

const DEADLINE_MS = 10_000;
/** What Kafka says of a record larger than it takes. */
const MESSAGE_TOO_LARGE = 'MESSAGE_TOO_LARGE';

/** Publishes to the replicas of a partition, and to all of them that are in sync. */
export function createKafkaPublisher(url: string) {
  const producer = new Producer({
    clientId: 'causeway-events-publisher',
    bootstrapBrokers: [...brokersOf(url)],
    acks: ProduceAcks.ALL,
    autocreateTopics: true,
    connectTimeout: 5_000,
    timeout: 5_000,
  });
  return {
    async publish(events: readonly CloudEvent[]): Promise<void> {
      const messages = events.map((event) => ({
        topic: topicOf(event.type),
        key: Buffer.from(event.partitionkey),
        value: Buffer.from(JSON.stringify(event)),
      }));
      const send = () => producer.send({ messages });
      await withDeadline(DEADLINE_MS, 'publishing events', send).catch((error: unknown) => {
        throw isRefusal(error) ? new EventRefusedError({ cause: error }) : error;
      });
    },
    close: () => producer.close(true),
  };
}

/** The client puts what a broker says into errors within errors. */
function isRefusal(error: unknown): boolean {
  const {
    apiId,
    errors = [],
    cause,
  } = (error ?? {}) as {
    apiId?: unknown;
    errors?: readonly unknown[];
    cause?: unknown;
  };
  return apiId === MESSAGE_TOO_LARGE || [...errors, cause].some((each) => each && isRefusal(each));
}
