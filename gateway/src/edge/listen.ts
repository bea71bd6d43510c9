import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '@causeway/subgraph-kit/service';
import type { FastifyInstance } from 'fastify';
import type { GatewaySettings } from '../config/settings.ts';

/**
 * How many connections may wait to be taken; the system's own limit holds besides (net.core.somaxconn). Of
 * more than Node's 511, which is soon reached where clients come back all at once, the system forgets what
 * they sent: it comes again seconds later, and counts as late by then.
 */
const BACKLOG = 4_096;

/** Listens where the settings say. Gives the origin, with the real port; rejects with ConfigurationError. */
export async function listen(
  app: FastifyInstance,
  { host, port, reusePort }: Pick<GatewaySettings, 'host' | 'port' | 'reusePort'>,
): Promise<string> {
  // Fastify hands all of it to Node, also what its types do not know.
  const options = { host, port, reusePort, backlog: BACKLOG };
  try {
    await app.listen(options);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem =
      code === 'ENOTSUP' && reusePort
        ? 'reusePort: this system cannot spread the clients of a port over processes'
        : `port: cannot listen on ${host}:${port}`;
    throw new ConfigurationError([`${problem} (${code})`], { cause });
  }
  const { port: realPort } = app.server.address() as AddressInfo;
  return originOf(host, realPort);
}

/** RFC 3986 §3.2.2: an IPv6 address stands in brackets. */
export function originOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
