import type { ChannelModel, ConfirmChannel } from 'amqplib';
import type { EventGroup } from '../../contracts/define-group.ts';
import { withDeadline } from '../../deadlines/with-deadline.ts';
import type { CloudEvent } from '../../envelope/cloud-event.ts';
import { EventRefusedError } from '../event-transport.ts';
import { EXCHANGE, ensureExchange, ensureQueues, routingKeyOf } from './amqp-topology.ts';
import { closeAmqp, connectAmqp } from './connect-amqp.ts';

const CONFIRM_DEADLINE_MS = 10_000;
/** AMQP 0-9-1 §1.2, precondition-failed: what RabbitMQ says of a message larger than it takes. */
const PRECONDITION_FAILED = 406;

/** What publishing needs: gone as a whole when any of it fails. */
interface Session {
  readonly connection: ChannelModel;
  readonly channel: ConfirmChannel;
  /** Rejects when the channel closes. */
  readonly closed: Promise<never>;
}

/**
 * Publishes with confirms, which a quorum queue gives when the majority of its members have written the
 * message. After any failure the next publish begins with a new connection. The queues of all groups are
 * made before the first message, since the exchange keeps nothing for those that are not there.
 */
export function createAmqpPublisher(url: string, groups: readonly EventGroup[]) {
  let opening: Promise<Session> | undefined;

  async function forget(): Promise<void> {
    const forgotten = opening;
    opening = undefined;
    const session = await forgotten?.catch(() => undefined);
    if (session !== undefined) await closeAmqp(session.connection);
  }

  return {
    async publish(events: readonly CloudEvent[]): Promise<void> {
      try {
        await withDeadline(CONFIRM_DEADLINE_MS, 'publishing events', async () => {
          opening ??= openSession(url, groups);
          const { channel, closed } = await opening;
          const confirmed = Promise.all(events.map((event) => confirm(channel, event)));
          await Promise.race([confirmed, closed]).catch(throwRefusal);
        });
      } catch (error) {
        // It may hold messages of which nobody knows what became of them.
        forget();
        throw error;
      }
    },
    close: forget,
  };
}

async function openSession(url: string, groups: readonly EventGroup[]): Promise<Session> {
  const connection = await connectAmqp(url, 'causeway-events-publisher');
  try {
    return await prepareSession(connection, groups);
  } catch (error) {
    await closeAmqp(connection);
    throw error;
  }
}

async function prepareSession(
  connection: ChannelModel,
  groups: readonly EventGroup[],
): Promise<Session> {
  const channel = await connection.createConfirmChannel();
  const { promise: closed, reject } = Promise.withResolvers<never>();
  closed.catch(() => undefined);
  channel.on('error', reject);
  channel.on('close', () => reject(new Error('The channel to the broker closed.')));
  await ensureExchange(channel);
  for (const group of groups) await ensureQueues(channel, group);
  return { connection, channel, closed };
}

function confirm(channel: ConfirmChannel, event: CloudEvent): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.publish(
      EXCHANGE,
      routingKeyOf(event),
      Buffer.from(JSON.stringify(event)),
      {
        persistent: true,
        messageId: event.id,
        type: event.type,
        contentType: 'application/cloudevents+json; charset=utf-8',
        headers: { partitionkey: event.partitionkey },
      },
      (error) => (error ? reject(error) : resolve()),
    );
  });
}

function throwRefusal(error: unknown): never {
  const isRefusal = (error as { code?: unknown } | null)?.code === PRECONDITION_FAILED;
  throw isRefusal ? new EventRefusedError({ cause: error }) : error;
}
