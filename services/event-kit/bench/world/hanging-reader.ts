import { createLogger } from '@causeway/subgraph-kit';
import { createEventTransport } from '../../src/index.ts';
import { measured } from './measured.ts';

/** A process of a group that says when it has an event, and never comes to its end. */
const { EVENTS_URL = '', GROUP = '' } = process.env;
const logger = createLogger({ name: 'reader', level: 'silent' });

await createEventTransport(EVENTS_URL, { logger, groups: [] }).subscribe({
  group: GROUP,
  types: [measured.type],
  concurrency: 1,
  async handle() {
    process.stdout.write('handling\n');
    await new Promise(() => {});
  },
});
process.stdout.write('subscribed\n');
