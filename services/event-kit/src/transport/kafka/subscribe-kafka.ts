import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import { Consumer, type Message, type MessagesStream } from '@platformatic/kafka';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { BrokerSubscription } from '../create-broker-transport.ts';
import { createPartitionRunner } from '../create-partition-runner.ts';
import type { Subscription } from '../event-transport.ts';
import { type BrokerSession, keepSubscribed } from '../keep-subscribed.ts';
import { parseBody } from '../parse-body.ts';
import { createCommitter } from './create-committer.ts';
import { brokersOf, topicOf } from './kafka-topics.ts';

const OPEN_DEADLINE_MS = 20_000;
const CLOSE_DEADLINE_MS = 1_000;
/** A process that is silent for that long has its partitions given to others. */
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 1_000;
/** Records that are read and not yet done: a key that fails holds back no others until it has that many. */
const MOST_READ_AHEAD = 500;
const ROOM_POLL_MS = 50;

/** Takes a group's events for as long as it is not closed; whenever the stream ends it begins another. */
export function subscribeKafka(
  url: string,
  subscription: Subscription,
  logger: Logger,
): BrokerSubscription {
  const { group } = subscription;
  return keepSubscribed({ group, logger }, () => openSession(url, subscription));
}

async function openSession(url: string, subscription: Subscription): Promise<BrokerSession> {
  const membership = await join(url, subscription);
  const { consumer, stream } = membership;
  const reading = read(membership, subscription).then(() => 'The stream ended.', String);
  return {
    lost: reading,
    async end() {
      if (!stream.destroyed) stream.close().catch(() => undefined);
      await reading;
      await close(consumer);
    },
  };
}

interface Membership {
  readonly consumer: Consumer;
  readonly stream: MessagesStream<Buffer, Buffer, Buffer, Buffer>;
}

async function join(url: string, { group, types }: Subscription): Promise<Membership> {
  const consumer = new Consumer({
    groupId: group,
    clientId: `causeway-events ${group}`,
    bootstrapBrokers: [...brokersOf(url)],
    autocreateTopics: true,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_MS,
    connectTimeout: 5_000,
    timeout: 5_000,
  });
  let membership: Membership | undefined;
  // Said of a group that cannot be joined again after a rebalance: unheard, it would end the process.
  consumer.on('error', (error: Error) => membership?.stream.destroy(error));
  const topics = [...new Set(types.map(topicOf))];
  try {
    const stream = await withDeadline(OPEN_DEADLINE_MS, 'joining the group', () =>
      // A group that is new begins with what the topics still have: from then on it misses nothing.
      consumer.consume({ topics, mode: 'committed', fallbackMode: 'earliest', autocommit: false }),
    );
    membership = { consumer, stream };
    return membership;
  } catch (error) {
    await close(consumer);
    throw error;
  }
}

type KafkaMessage = Message<Buffer, Buffer, Buffer, Buffer>;

/** Resolves when the stream has ended, and rejects when it has failed. */
async function read({ consumer, stream }: Membership, subscription: Subscription): Promise<void> {
  const ending = new AbortController();
  const runner = createPartitionRunner(subscription, ending.signal);
  const types = new Set(subscription.types);
  const committer = createCommitter(consumer);
  try {
    for await (const message of stream) {
      const done = committer.begin(message);
      if (isOneOf(types, message)) {
        const key = `${message.topic} ${message.key}`;
        runner.run({ key, body: parseBody(message.value), earlierAttempts: 0, done });
      } else {
        done();
      }
      while (committer.inWork() >= MOST_READ_AHEAD && stream.isActive()) await sleep(ROOM_POLL_MS);
    }
  } finally {
    ending.abort();
    await withDeadline(CLOSE_DEADLINE_MS, 'the last events', runner.settled).catch(() => {});
    await committer.close();
  }
}

function isOneOf(types: ReadonlySet<string>, { value }: KafkaMessage): boolean {
  const type = (parseBody(value) as { type?: unknown } | null)?.type;
  // What is no event is the consumer's to judge.
  return typeof type !== 'string' || types.has(type);
}

async function close(consumer: Consumer): Promise<void> {
  await withDeadline(CLOSE_DEADLINE_MS, 'closing', () => consumer.close(true)).catch(() => {});
}
