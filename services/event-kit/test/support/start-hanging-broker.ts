import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A broker, as far as connecting to it goes: what is sent to it is not answered. */
export interface HangingBroker {
  readonly port: number;
  /** Resolves when so many connections were made. */
  connected(count: number): Promise<void>;
  /** Nothing is passed on any more by the connections there are, which stay open. */
  hang(): void;
  stop(): Promise<void>;
}

/** Passes on what is sent to `upstream` and back until it hangs; without one it hangs from the start. */
export async function startHangingBroker(
  upstream?: Readonly<{ host: string; port: number }>,
): Promise<HangingBroker> {
  const sockets = new Set<Socket>();
  let made = 0;
  const server = createServer((socket) => {
    made += 1;
    server.emit('made');
    keep(socket);
    if (upstream === undefined) return;
    const onwards = connect(upstream.port, upstream.host);
    keep(onwards);
    socket.pipe(onwards).pipe(socket);
  });
  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async connected(count) {
      while (made < count) await once(server, 'made');
    },
    hang() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
