import { createLogger, runService } from '@causeway/subgraph-kit';
import {
  reservationExpired,
  stockReserved,
  stockShort,
  stockSold,
} from '../../src/contracts/index.ts';
import { type EventTransaction, on, ordersSaga, startEvents } from '../../src/index.ts';
import { openClient } from '../support/use-service.ts';

/** A process that has to do with events as those of services have, closed by a signal. */
const { DATABASE_URL = '', EVENTS_URL = '' } = process.env;
const logger = createLogger({ name: 'service', level: 'silent' });
/** The process has five seconds; the machine of a test may be slow. */
const CLOSE_DEADLINE_MS = 10_000;

await runService(
  async () => {
    const contracts = [stockReserved, stockShort, stockSold, reservationExpired];
    const handlers = contracts.map((contract) =>
      on(contract as typeof stockSold, {
        apply: async (_event, _transaction: EventTransaction) => {},
      }),
    );
    const events = startEvents({
      eventsUrl: EVENTS_URL,
      databaseUrl: DATABASE_URL,
      schema: 'orders',
      hears: { client: openClient(DATABASE_URL), group: ordersSaga, handlers },
      logger,
    });
    return { close: () => events.close(), closeDeadlineMs: CLOSE_DEADLINE_MS };
  },
  { logger },
);
