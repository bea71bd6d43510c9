import type { PrismaClient } from '@causeway/catalog-db';
import {
  catalogReservations,
  consume,
  createEventTransport,
  startRelay,
} from '@causeway/event-kit';
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
  const transport = createEventTransport(settings.EVENTS_URL, { logger });
  opened.defer(() => transport.close());
  const relay = startRelay({
    databaseUrl: settings.CATALOG_DATABASE_URL,
    schema: 'catalog',
    transport,
    logger,
  });
  opened.defer(() => relay.close());
  const handlers = orderHandlers({
    holdMs: settings.HOLD_SECONDS * 1_000,
    believedMs: settings.RETENTION_DAYS * DAY_MS - CLOCK_MARGIN_MS,
    now,
  });
  const group = catalogReservations;
  const consumption = consume({ transport, client: prisma, group, handlers, logger });
  consumption.subscribed.then(
    () => logger.info({ group: group.name }, 'subscribed'),
    () => undefined,
  );
  opened.defer(() => consumption.close());
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
