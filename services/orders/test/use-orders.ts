import { randomBytes } from 'node:crypto';
import { createEventTransport } from '@causeway/event-kit';
import { PrismaClient } from '@causeway/orders-db';
import { createLogger, createPostgresAdapter } from '@causeway/subgraph-kit';
import {
  createSubgraphCaller,
  createTestIdentity,
  type SubgraphCaller,
  signedIn,
  useDatabase,
  useEventQueue,
} from '@causeway/test-kit';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startOrders } from '../src/index.ts';
import { type CatalogEvent, createTellOf } from './catalog-events.ts';
import { type FakeCatalog, startFakeCatalog } from './fake-catalog.ts';

/** Someone of the shop, who sees and moves all orders. */
export const warehouse = signedIn({ scopes: ['orders:read', 'orders:write'] });

/** Those of the payment provider: what it signs with now, and what it did before. */
export const webhookSecrets: [string, ...string[]] = [
  randomBytes(32).toString('base64url'),
  randomBytes(32).toString('base64url'),
];

export interface TestOrders extends SubgraphCaller {
  /** Says to orders what the catalog would say of the stock of an order. */
  tellOf(orderId: string, what: CatalogEvent): Promise<void>;
  readonly origin: string;
  readonly catalog: FakeCatalog;
  /** A connection beside the service's, to look at rows and to make some. */
  readonly database: PrismaClient;
}

/** The orders service in this process, on a database and beside a catalog of its own, for one file. */
export function useOrders({ seed }: { seed?: 'small' | 'large' } = {}): () => TestOrders {
  const urls = useDatabase('orders', seed === undefined ? {} : { seed });
  const events = useEventQueue();
  let running: { orders: TestOrders; close(): Promise<void> } | undefined;
  beforeAll(async () => {
    running = await startTestOrders(urls().appUrl, events());
  });
  afterEach(() => {
    if (running === undefined) return;
    running.orders.catalog.mood = { kind: 'well' };
    running.orders.catalog.beforeAnswer = async () => {};
  });
  afterAll(() => running?.close());
  return () => {
    if (running === undefined) throw new Error('The service runs only inside tests.');
    return running.orders;
  };
}

async function startTestOrders(databaseUrl: string, eventsUrl: string) {
  const identity = createTestIdentity();
  const catalog = await startFakeCatalog(identity);
  const { url, close } = await startOrders(
    {
      PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATABASE_POOL_SIZE: 5,
      ASSERTION_TRUST_FILE: identity.trustFile,
      ASSERTION_KEY_FILE: identity.ordersKeyFile,
      CATALOG_URL: catalog.url,
      EVENTS_URL: eventsUrl,
      PAYMENT_PROVIDER: 'sandbox',
      RETENTION_DAYS: 30,
      CHECKOUT_TIMEOUT_SECONDS: 86_400,
      PAYMENT_WEBHOOK_SECRETS: webhookSecrets,
      ORDERS_DATABASE_URL: databaseUrl,
    },
    { logger: createLogger({ name: 'orders', level: 'error' }) },
  );
  const transport = createEventTransport(eventsUrl, {
    logger: createLogger({ name: 'catalog', level: 'error' }),
  });
  const database = openDatabase(databaseUrl);
  const caller = createSubgraphCaller(url, { identity, audience: 'orders' });
  return {
    orders: {
      origin: new URL(url).origin,
      catalog,
      database,
      tellOf: createTellOf(transport),
      ...caller,
    },
    close: async () => {
      await close();
      await transport.close();
      await catalog.close();
      await database.$disconnect();
    },
  };
}

function openDatabase(databaseUrl: string): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'orders',
    poolSize: 2,
    applicationName: 'causeway-orders-test',
  });
  return new PrismaClient({ adapter });
}
