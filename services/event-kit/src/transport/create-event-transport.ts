import type { Logger } from '@causeway/subgraph-kit';
import type { EventTransport } from './event-transport.ts';
import { createPostgresTransport } from './postgres/create-postgres-transport.ts';

/**
 * The transport for an address, by its scheme: a queue on PostgreSQL for `postgres:`. Connects when it is
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
    default:
      throw new TypeError(`No transport of events has the scheme ${protocol}`);
  }
}
