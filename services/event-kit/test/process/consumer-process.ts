import { createLogger } from '@causeway/subgraph-kit';
import { consume, createEventTransport, defineGroup, on } from '../../src/index.ts';
import { counted } from '../support/counted.ts';
import { openClient } from '../support/use-service.ts';

/** A process that handles events, for tests to kill: with HANG it never comes to the end of the first. */
const { DATABASE_URL = '', EVENTS_URL = '', GROUP = '', HANG } = process.env;
const logger = createLogger({ name: 'consumer', level: 'silent' });
const client = openClient(DATABASE_URL);

consume({
  transport: createEventTransport(EVENTS_URL, { logger }),
  client,
  group: defineGroup(GROUP, [counted]),
  logger,
  handlers: [
    on(counted, {
      apply: async (
        { id },
        transaction: Pick<typeof client, 'cart' | '$executeRaw' | '$queryRaw'>,
      ) => {
        await transaction.cart.create({ data: { userId: id } });
        process.stdout.write('handling\n');
        if (HANG) await new Promise(() => {});
      },
    }),
  ],
});
