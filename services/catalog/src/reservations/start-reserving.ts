import type { PrismaClient } from '@causeway/catalog-db';
import { catalogReservations, startEvents } from '@causeway/event-kit';
import { type Logger, repeatEvery, startForgetting } from '@causeway/subgraph-kit';
import type { CatalogSettings } from '../config.ts';
import { orderHandlers } from './order-handlers.ts';
import { createReservationStore } from './reservation-store.ts';

/** How often it is looked for holds whose time is up. */
const EXPIRY_MS = 1_000;
const DAY_MS = 86_400_000;
/** By which the clocks of orders and catalog may differ, and more. */
const CLOCK_MARGIN_MS = DAY_MS;

/** Holds stock for orders, sells it and gives it back, as the events of orders say. */
export function startReserving(parts: {
  settings: CatalogSettings;
  prisma: PrismaClient;
  logger: Logger;
  now: () => Date;
}): AsyncDisposableStack {
  const { settings, prisma, logger, now } = parts;
  const opened = new AsyncDisposableStack();
  const handlers = orderHandlers({
    holdMs: settings.HOLD_SECONDS * 1_000,
    believedMs: settings.RETENTION_DAYS * DAY_MS - CLOCK_MARGIN_MS,
    now,
  });
  const events = startEvents({
    eventsUrl: settings.EVENTS_URL,
    databaseUrl: settings.CATALOG_DATABASE_URL,
    schema: 'catalog',
    hears: { client: prisma, group: catalogReservations, handlers },
    logger,
  });
  opened.defer(() => events.close());
  const { expireNext, forgetFinished } = createReservationStore(prisma);
  const expiry = repeatEvery({
    name: 'expiring reservations',
    intervalMs: EXPIRY_MS,
    async work(signal) {
      while (!signal.aborted && (await expireNext(now())));
    },
    logger,
  });
  opened.defer(() => expiry.stop());
  const forgetting = startForgetting({
    retentionDays: settings.RETENTION_DAYS,
    forgets: [forgetFinished],
    logger,
    now,
  });
  opened.defer(() => forgetting.stop());
  return opened;
}
