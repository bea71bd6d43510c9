import { readFile } from 'node:fs/promises';
import { PrismaClient } from '@causeway/orders-db';
import {
  createAssertionSigner,
  createAssertionVerifier,
  createLogger,
  createPostgresAdapter,
  type Logger,
  type RunningSubgraph,
  startForgetting,
  startSubgraph,
  transactionDeadlines,
  watchAssertionKey,
  watchAssertionTrust,
} from '@causeway/subgraph-kit';
import { createCartStore } from './cart/cart-store.ts';
import { createCatalogClient } from './catalog/catalog-client.ts';
import { createCheckoutStore } from './checkout/checkout-store.ts';
import type { OrdersSettings } from './config.ts';
import { createTransitionStore } from './life-cycle/transition-store.ts';
import { createOrderListStore } from './orders/order-list-store.ts';
import { createOrderStore } from './orders/order-store.ts';
import { createOrdersContext, type OrdersParts } from './orders-context.ts';
import { CALLBACK_PATH, callbackRoute } from './payment/callback-route.ts';
import { createPaymentCallbacks } from './payment/payment-callbacks.ts';
import { createSandboxStore } from './payment/sandbox/sandbox-store.ts';
import { createPurchaseCountStore } from './purchase-counts/purchase-count-store.ts';
import { resolvers } from './resolvers.ts';
import { startSaga } from './saga/start-saga.ts';
import { startTimeouts } from './saga/start-timeouts.ts';

export interface OrdersDependencies {
  readonly logger?: Logger;
  readonly now?: () => Date;
}

/** Starts the service in this process. It connects to the database at the first statement. */
export async function startOrders(
  settings: OrdersSettings,
  dependencies: OrdersDependencies = {},
): Promise<RunningSubgraph> {
  const { now = () => new Date() } = dependencies;
  const logger = dependencies.logger ?? createLogger({ name: 'orders', level: settings.LOG_LEVEL });
  // Closed in reverse order, and also when a later step fails.
  await using opened = new AsyncDisposableStack();

  const prisma = buildPrismaClient(settings, logger);
  opened.defer(() => prisma.$disconnect());
  const stores = createStores(prisma);
  const { transitions } = stores;
  const key = watchAssertionKey(settings.ASSERTION_KEY_FILE, logger);
  opened.defer(() => key.stop());
  const catalog = createCatalogClient({
    url: settings.CATALOG_URL,
    signer: createAssertionSigner(key),
  });
  opened.defer(() => catalog.close());
  const parts = { stores, catalog, now };
  const trust = watchAssertionTrust(settings.ASSERTION_TRUST_FILE, logger);
  opened.defer(() => trust.stop());
  const subgraph = await startSubgraph({
    name: 'orders',
    typeDefs: await readFile(new URL('schema.graphql', import.meta.url), 'utf8'),
    resolvers,
    buildContext: (request) => createOrdersContext(request, parts),
    assertions: createAssertionVerifier({ audience: 'orders', trust }),
    host: settings.HOST,
    port: settings.PORT,
    logger,
    // The catalog is not asked: without it everything but checkout works.
    isReady: () => canQuery(prisma),
    routes: callbackRoute(
      createPaymentCallbacks({ transitions, secrets: settings.PAYMENT_WEBHOOK_SECRETS, now }),
    ),
  });
  opened.defer(() => subgraph.close());
  const callbackUrl = new URL(CALLBACK_PATH, subgraph.url);
  const saga = startSaga({ settings, prisma, transitions, callbackUrl, logger, now });
  opened.defer(() => saga.disposeAsync());

  const timeouts = startTimeouts({
    orders: stores.orders,
    transitions,
    timeoutMs: settings.CHECKOUT_TIMEOUT_SECONDS * 1_000,
    logger,
    now,
  });
  opened.defer(() => timeouts.stop());
  const forgetting = startForgetting({
    retentionDays: settings.RETENTION_DAYS,
    forgets: [stores.checkout.forgetKeys, createSandboxStore(prisma).forgetFinished],
    logger,
    now,
  });
  opened.defer(() => forgetting.stop());

  const running = opened.move();
  return {
    url: subgraph.url,
    async close() {
      // Callers first: what they began is finished with everything else still there.
      await subgraph.close();
      await running.disposeAsync();
    },
  };
}

function buildPrismaClient(settings: OrdersSettings, logger: Logger): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl: settings.ORDERS_DATABASE_URL,
    schema: 'orders',
    poolSize: settings.DATABASE_POOL_SIZE,
    applicationName: 'causeway-orders',
    logger,
  });
  return new PrismaClient({ adapter, transactionOptions: transactionDeadlines });
}

function createStores(prisma: PrismaClient): OrdersParts['stores'] {
  return {
    carts: createCartStore(prisma),
    checkout: createCheckoutStore(prisma),
    orders: createOrderStore(prisma),
    orderLists: createOrderListStore(prisma),
    transitions: createTransitionStore(prisma),
    purchaseCounts: createPurchaseCountStore(prisma),
  };
}

async function canQuery(prisma: PrismaClient): Promise<boolean> {
  await prisma.$queryRaw`SELECT 1`;
  return true;
}
