import type { Socket } from 'node:net';
import { type ChannelModel, connect } from 'amqplib';
import { withDeadline } from '../../deadlines/with-deadline.ts';

const CONNECT_DEADLINE_MS = 5_000;
const CLOSE_DEADLINE_MS = 1_000;
/** A broker that is silent for twice as long is taken for dead. */
const HEARTBEAT_SECONDS = 5;

/** Connects to a broker; heartbeats see to it that a connection that is lost in silence closes as well. */
export async function connectAmqp(url: string, name: string): Promise<ChannelModel> {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat')) {
    address.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  }
  const connecting = connect(address.href, {
    timeout: CONNECT_DEADLINE_MS,
    noDelay: true,
    clientProperties: { connection_name: name },
  });
  const connection = await withDeadline(CONNECT_DEADLINE_MS, 'connecting', () => connecting).catch(
    (error: unknown) => {
      connecting.then(closeAmqp).catch(() => undefined);
      throw error;
    },
  );
  // `close` follows, and is what is listened to; unheard it would end the process.
  connection.on('error', () => undefined);
  return connection;
}

/**
 * Closes a connection in order, or else cuts it: one that stayed open in silence would keep what was
 * handed to it from everyone else.
 */
export async function closeAmqp(connection: ChannelModel): Promise<void> {
  const close = () => connection.close();
  await withDeadline(CLOSE_DEADLINE_MS, 'closing', close).catch(() => undefined);
  (connection.connection as unknown as { stream: Socket }).stream.destroy();
}
