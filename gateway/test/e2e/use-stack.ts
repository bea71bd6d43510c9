import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeSupergraph } from '@causeway/schema-kit';
import {
  createTestIdentity,
  type TestIdentity,
  useDatabase,
  useEventQueue,
} from '@causeway/test-kit';
import { afterAll, beforeAll } from 'vitest';
import { type RunningProcess, spawnProcess } from './spawn-process.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const JWT_ISSUER = 'https://identity.test';
const JWT_AUDIENCE = 'causeway';
/** Three processes one after the other, on a machine that starts others as well. */
const START_TIMEOUT_MS = 300_000;

export interface Stack {
  /** The gateway's GraphQL endpoint. */
  url: string;
  subgraphUrls: Record<'identity' | 'catalog' | 'orders', string>;
  /** With which the gateway vouches for who asks. */
  keys: TestIdentity;
  processes: Record<'identity' | 'catalog' | 'orders' | 'gateway', RunningProcess>;
}

/**
 * The whole system for one test file: three services and a gateway as processes of their own,
 * on seeded databases that nobody else uses.
 */
export function useStack({
  gatewayEnv = {},
  identityEnv = () => ({}),
}: {
  gatewayEnv?: Record<string, string>;
  /** Further settings of identity, read when it starts. */
  identityEnv?: () => Record<string, string>;
} = {}): () => Stack {
  const identityDatabase = useDatabase('identity', { seed: 'small' });
  const catalogDatabase = useDatabase('catalog', { seed: 'small' });
  const ordersDatabase = useDatabase('orders', { seed: 'small' });
  const events = useEventQueue();
  let stack: Stack | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-e2e-'));
    stack = await startStack({
      folder,
      gatewayEnv,
      identityEnv: identityEnv(),
      eventsUrl: events(),
      databaseUrls: {
        identity: identityDatabase().appUrl,
        catalog: catalogDatabase().appUrl,
        orders: ordersDatabase().appUrl,
      },
    });
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    if (stack) await stopStack(stack);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  return () => {
    if (!stack) throw new Error('The stack runs only inside tests.');
    return stack;
  };
}

interface StackOptions {
  folder: string;
  /** Settings of the gateway beside those that make it find the services. */
  gatewayEnv: Record<string, string>;
  identityEnv: Record<string, string>;
  databaseUrls: Record<'identity' | 'catalog' | 'orders', string>;
  /** What carries events between services. */
  eventsUrl: string;
}

async function startStack({
  folder,
  gatewayEnv,
  identityEnv,
  databaseUrls,
  eventsUrl,
}: StackOptions): Promise<Stack> {
  const keys = createTestIdentity();
  const shared = { PORT: '0', ASSERTION_TRUST_FILE: keys.trustFile, EVENTS_URL: eventsUrl };
  const [identity, catalog] = await Promise.all([
    spawnProcess(join(repository, 'services/identity/src/main.ts'), {
      env: {
        ...shared,
        IDENTITY_DATABASE_URL: databaseUrls.identity,
        JWT_ISSUER,
        JWT_AUDIENCE,
        SIGNING_KEY_SECRET: randomBytes(32).toString('base64url'),
        ...identityEnv,
      },
    }),
    spawnProcess(join(repository, 'services/catalog/src/main.ts'), {
      env: { ...shared, CATALOG_DATABASE_URL: databaseUrls.catalog },
    }),
  ]);
  const orders = await spawnProcess(join(repository, 'services/orders/src/main.ts'), {
    env: {
      ...shared,
      ORDERS_DATABASE_URL: databaseUrls.orders,
      CATALOG_URL: catalog.url,
      PAYMENT_PROVIDER: 'sandbox',
      PAYMENT_WEBHOOK_SECRETS: randomBytes(32).toString('base64url'),
      ASSERTION_KEY_FILE: keys.ordersKeyFile,
    },
  });
  const subgraphUrls = { identity: identity.url, catalog: catalog.url, orders: orders.url };
  const gateway = await startGateway({ folder, gatewayEnv, subgraphUrls, keyFile: keys.keyFile });
  return {
    url: gateway.url,
    subgraphUrls,
    keys,
    processes: { identity, catalog, orders, gateway },
  };
}

async function startGateway(options: {
  folder: string;
  gatewayEnv: Record<string, string>;
  subgraphUrls: Stack['subgraphUrls'];
  keyFile: string;
}): Promise<RunningProcess> {
  const { supergraphSdl } = composeSupergraph({
    subgraphs: Object.entries(options.subgraphUrls).map(([name, url]) => ({
      name,
      url,
      schemaPath: join(repository, 'services', name, 'src/schema.graphql'),
    })),
  });
  const supergraphFile = join(options.folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphSdl);
  return spawnProcess(join(repository, 'gateway/src/main.ts'), {
    args: [
      ...['--config', join(repository, 'gateway/gateway.yaml')],
      ...['--supergraph', supergraphFile, '--port', '0'],
    ],
    env: {
      JWT_ISSUER,
      JWT_AUDIENCE,
      JWKS_URL: new URL('/.well-known/jwks.json', options.subgraphUrls.identity).href,
      ENDED_SESSIONS_URL: new URL('/sessions/ended', options.subgraphUrls.identity).href,
      ASSERTION_KEY_FILE: options.keyFile,
      ...options.gatewayEnv,
    },
  });
}

/** The gateway first, so that no request is cut off behind it. */
async function stopStack({ processes }: Stack): Promise<void> {
  await processes.gateway.stop();
  await Promise.all([processes.identity, processes.catalog, processes.orders].map((p) => p.stop()));
}
