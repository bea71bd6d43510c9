import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { addressGroup } from '@causeway/subgraph-kit/service';
import type { Metrics } from '../telemetry/metrics.ts';
import { refuseSocket } from './refuse-socket.ts';

type Limits = Readonly<Record<'connections' | 'connectionsPerAddress', number | 'off'>>;

/**
 * Refuses connections beyond so many in total, and of one address, before anything is read of them. Call it
 * before the server listens, and before others follow its connections.
 */
export function limitConnections(
  server: Server,
  limits: Limits,
  metrics: Pick<Metrics, 'requestRefused'>,
): void {
  const total = countOf(limits.connections);
  const perAddress = countOf(limits.connectionsPerAddress);
  const open = new Map<string, number>();
  let count = 0;
  // Node's own listener would read requests, and have them answered, even from one that is refused.
  const serving = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    const address = addressGroup(socket.remoteAddress);
    const ofAddress = open.get(address) ?? 0;
    if (count >= total || ofAddress >= perAddress) return refuse(socket);
    count += 1;
    open.set(address, ofAddress + 1);
    socket.once('close', () => leave(address));
    for (const serve of serving) serve.call(server, socket);
  });

  function leave(address: string): void {
    count -= 1;
    const left = (open.get(address) ?? 0) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
  }

  function refuse(socket: Socket): void {
    metrics.requestRefused('TOO_MANY_CONNECTIONS');
    // Whoever is not there to be told anything is no matter.
    socket.on('error', () => undefined);
    refuseSocket(socket, 'TOO_MANY_CONNECTIONS', 'Too many connections are open.');
    socket.destroySoon();
  }
}

function countOf(limit: number | 'off'): number {
  return limit === 'off' ? Number.POSITIVE_INFINITY : limit;
}
