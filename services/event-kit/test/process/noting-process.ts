import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createLogger } from '@causeway/subgraph-kit';
import {
  appendEvent,
  consume,
  createEventTransport,
  defineGroup,
  type EventTransaction,
  on,
} from '../../src/index.ts';
import { counted } from '../support/counted.ts';
import { openClient } from '../support/use-service.ts';

/**
 * A process whose effect of each event is a row of the outbox: so tests see in which order effects came.
 * Events whose note is `hold` it holds until it is told something.
 */
const { DATABASE_URL = '', EVENTS_URL = '', GROUP = '', CONCURRENCY = '' } = process.env;
const logger = createLogger({ name: 'consumer', level: 'silent' });
const told = once(createInterface({ input: process.stdin }), 'line');

const consumer = consume({
  transport: createEventTransport(EVENTS_URL, { logger }),
  client: openClient(DATABASE_URL),
  group: defineGroup(GROUP, [counted]),
  concurrency: Number(CONCURRENCY),
  logger,
  handlers: [
    on(counted, {
      apply: async (event, transaction: EventTransaction) => {
        await appendEvent(transaction, event);
        process.stdout.write('handling\n');
        if (event.data.note === 'hold') await told;
      },
    }),
  ],
});
await consumer.subscribed;
process.stdout.write('subscribed\n');
