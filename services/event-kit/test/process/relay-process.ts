import { createLogger } from '@causeway/subgraph-kit';
import { createEventTransport, startRelay } from '../../src/index.ts';

/**
 * A process that publishes, for tests to kill: after a publish it says so, and with HANG it never comes to
 * marking what it published.
 */
const { DATABASE_URL = '', EVENTS_URL = '', HANG } = process.env;
const logger = createLogger({ name: 'relay', level: 'silent' });
const transport = createEventTransport(EVENTS_URL, { logger });

startRelay({
  databaseUrl: DATABASE_URL,
  schema: 'orders',
  logger,
  transport: {
    ...transport,
    async publish(events) {
      await transport.publish(events);
      process.stdout.write('published\n');
      if (HANG) await new Promise(() => {});
    },
  },
});
