import { ordersSaga, startEvents } from '@causeway/event-kit';
import type { PrismaClient } from '@causeway/orders-db';
import type { Logger } from '@causeway/subgraph-kit';
import type { OrdersSettings } from '../config.ts';
import type { TransitionStore } from '../life-cycle/transition-store.ts';
import { createPaymentAskStore } from '../payment/payment-ask-store.ts';
import { startPaymentWorker } from '../payment/payment-worker.ts';
import { buildSandbox } from '../payment/sandbox/build-sandbox.ts';
import { createSandboxStore } from '../payment/sandbox/sandbox-store.ts';
import { stockHandlers } from './stock-handlers.ts';

/** Leads orders from their placing to their outcome: by what the catalog says, and the provider. */
export function startSaga(parts: {
  settings: OrdersSettings;
  prisma: PrismaClient;
  transitions: TransitionStore;
  /** Where the payment provider calls back. */
  callbackUrl: URL;
  logger: Logger;
  now: () => Date;
}): AsyncDisposableStack {
  const { settings, prisma, transitions, callbackUrl, logger, now } = parts;
  const opened = new AsyncDisposableStack();
  const events = startEvents({
    eventsUrl: settings.EVENTS_URL,
    databaseUrl: settings.ORDERS_DATABASE_URL,
    schema: 'orders',
    hears: { client: prisma, group: ordersSaga, handlers: stockHandlers({ now }) },
    logger,
  });
  opened.defer(() => events.close());
  const [secret] = settings.PAYMENT_WEBHOOK_SECRETS;
  const provider = buildSandbox({ store: createSandboxStore(prisma), callbackUrl, secret, now });
  opened.defer(() => provider.close());
  const asks = createPaymentAskStore(prisma);
  const worker = startPaymentWorker({ asks, transitions, provider, logger, now });
  opened.defer(() => worker.stop());
  return opened;
}
