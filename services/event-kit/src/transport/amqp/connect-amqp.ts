import { type ChannelModel, connect } from 'amqplib';
import { withDeadline } from '../../deadlines/with-deadline.ts';

const CONNECT_DEADLINE_MS = 5_000;
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
      connecting.then((late) => late.close()).catch(() => undefined);
      throw error;
    },
  );
  // `close` follows, and is what is listened to; unheard it would end the process.
  connection.on('error', () => undefined);
  return connection;
}
