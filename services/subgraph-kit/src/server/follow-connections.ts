import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** How often it is looked which connections have become idle. */
const LOOK_MS = 50;

export interface DrainOptions {
  /** How long connections on which nothing comes are left open. */
  readonly idleMs: number;
  /** How long requests may take to be answered. */
  readonly deadlineMs: number;
  /** Called at the deadline, if requests are open then; they are cut off when its promise resolves. */
  readonly onDeadline: () => Promise<void>;
}

/** The open connections of a server. */
export interface Connections {
  /**
   * Takes no new connections, and resolves when those that are open have closed. Requests that come on
   * them meanwhile are served: whoever sent one could not know. It is for the server's answers to say
   * `connection: close` from now on.
   */
  drain(options: DrainOptions): Promise<void>;
}

/** Follows a server's connections from the first to the last; call it before the server listens. */
export function followConnections(server: Server): Connections {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });

  return {
    async drain({ idleMs, deadlineMs, onDeadline }) {
      if (!server.listening) return;
      const closed = once(server, 'close');
      const over = new AbortController();
      const isOver = { signal: over.signal };
      // After the turn that accepts connections: the fewest are lost that the kernel has accepted for us.
      await nextTurn();
      // Node's own `close` of an HTTP server destroys idle connections, on which a request may be coming.
      NetServer.prototype.close.call(server);
      const ending = Promise.allSettled([
        closeIdle(Math.min(idleMs, deadlineMs), isOver),
        cutOff(deadlineMs, onDeadline, isOver),
      ]);
      await closed;
      over.abort();
      await ending;
    },
  };

  async function closeIdle(idleMs: number, isOver: { signal: AbortSignal }): Promise<void> {
    await sleep(idleMs, undefined, isOver);
    for (;;) {
      server.closeIdleConnections();
      // Node does not count those as idle on which nothing has ever come: browsers open them in advance.
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
      await sleep(LOOK_MS, undefined, isOver);
    }
  }

  async function cutOff(
    deadlineMs: number,
    onDeadline: () => Promise<void>,
    isOver: { signal: AbortSignal },
  ): Promise<void> {
    await sleep(deadlineMs, undefined, isOver);
    await onDeadline();
    server.closeAllConnections();
  }
}
