import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { freePort } from '@causeway/dev';
import { createTestIdentity, type TestIdentity } from '@causeway/test-kit';
import { type KeptProcess, keepRunning } from './keep-running.ts';
import { type Broker, startBroker } from './start-broker.ts';
import { type Database, startDatabase } from './start-database.ts';

/** Short, so that holds expire while the run lasts. */
const HOLD_SECONDS = 30;

export interface World {
  readonly database: Database;
  /** What carries events, if it is a server of its own, and ours to kill. */
  readonly broker: Broker | null;
  readonly services: readonly KeptProcess[];
  /** The GraphQL endpoints of both processes of orders. */
  readonly ordersUrls: readonly string[];
  readonly identity: TestIdentity;
}

/** What carries events: queues on the same PostgreSQL, a RabbitMQ of the run's own, or one that is there. */
export type Carrier = 'postgres' | 'rabbitmq' | { readonly eventsUrl: string };

/** Starts PostgreSQL and two processes each of catalog and orders, kept running until `cleanup`. */
export async function startWorld(options: {
  folder: string;
  carrier: Carrier;
  cleanup: AsyncDisposableStack;
  onLine: (name: string, line: string) => void;
}): Promise<World> {
  const { folder, carrier, cleanup, onLine } = options;
  const database = await startDatabase(folder);
  cleanup.defer(() => database.stop());
  const broker = carrier === 'rabbitmq' ? await startBroker(folder, cleanup) : null;
  const identity = createTestIdentity();
  const webhookSecret = randomBytes(32).toString('base64url');
  const shared = {
    EVENTS_URL: typeof carrier === 'object' ? carrier.eventsUrl : (broker ?? database).eventsUrl,
    ASSERTION_TRUST_FILE: identity.trustFile,
    LOG_LEVEL: 'info',
  };
  const catalogPorts = [await freePort(), await freePort()];
  const ordersPorts = [await freePort(), await freePort()];
  const catalogs = catalogPorts.map((port) => ({
    name: 'catalog',
    env: {
      ...shared,
      PORT: String(port),
      CATALOG_DATABASE_URL: database.catalogUrl,
      HOLD_SECONDS: String(HOLD_SECONDS),
    },
  }));
  const orders = ordersPorts.map((port, index) => ({
    name: 'orders',
    env: {
      ...shared,
      PORT: String(port),
      ORDERS_DATABASE_URL: database.ordersUrl,
      PAYMENT_PROVIDER: 'sandbox',
      PAYMENT_WEBHOOK_SECRETS: webhookSecret,
      CATALOG_URL: urlOf(catalogPorts[index] as number),
      ASSERTION_KEY_FILE: identity.ordersKeyFile,
    },
  }));
  const services = await Promise.all(
    [...catalogs, ...orders].map(({ name, env }) =>
      keepRunning({ name, entry: entryOf(name), env, onLine: (line) => onLine(name, line) }),
    ),
  );
  cleanup.defer(async () => {
    await Promise.all(services.map((service) => service.stop()));
  });
  return { database, broker, services, ordersUrls: ordersPorts.map(urlOf), identity };
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}/graphql`;
}

function entryOf(service: string): string {
  return fileURLToPath(new URL(`../../../../services/${service}/src/main.ts`, import.meta.url));
}
