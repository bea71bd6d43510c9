import { PrismaClient } from '@causeway/catalog-db';
import { createLogger, createPostgresAdapter } from '@causeway/subgraph-kit';
import {
  createSubgraphCaller,
  createTestIdentity,
  type ServiceUrls,
  type SubgraphCaller,
  signedIn,
  useDatabase,
} from '@causeway/test-kit';
import { afterAll, beforeAll } from 'vitest';
import { startCatalog } from '../src/index.ts';

/** Some tests fill tables, on a machine that does other things. */
const STATEMENT_DEADLINE_MS = 60_000;
/** Nobody listens there: the service works without its broker. */
const NO_BROKER = 'postgres://127.0.0.1:1/events';

export const merchandiser = signedIn({ scopes: ['catalog:write', 'stock:write'] });

export interface TestCatalog extends SubgraphCaller {
  readonly origin: string;
  /** A connection beside the service's, to look at rows and to make some. */
  readonly database: PrismaClient;
  readonly urls: ServiceUrls;
}

/** The catalog service in this process, on a database of its own, for the tests of one file. */
export function useCatalog({ seed }: { seed?: 'small' | 'large' } = {}): () => TestCatalog {
  const urls = useDatabase('catalog', seed === undefined ? {} : { seed });
  let running: { catalog: TestCatalog; close(): Promise<void> } | undefined;
  beforeAll(async () => {
    running = await startTestCatalog(urls(), NO_BROKER);
  });
  afterAll(() => running?.close());
  return () => {
    if (running === undefined) throw new Error('The service runs only inside tests.');
    return running.catalog;
  };
}

async function startTestCatalog(urls: ServiceUrls, eventsUrl: string) {
  const identity = createTestIdentity();
  const { url, close } = await startCatalog(
    {
      PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATABASE_POOL_SIZE: 5,
      ASSERTION_TRUST_FILE: identity.trustFile,
      EVENTS_URL: eventsUrl,
      HOLD_SECONDS: 900,
      RETENTION_DAYS: 30,
      CATALOG_DATABASE_URL: urls.appUrl,
    },
    { logger: createLogger({ name: 'catalog', level: 'error' }) },
  );
  const database = openDatabase(urls.appUrl);
  const caller = createSubgraphCaller(url, { identity, audience: 'catalog' });
  return {
    catalog: { origin: new URL(url).origin, database, urls, ...caller },
    close: async () => {
      await close();
      await database.$disconnect();
    },
  };
}

function openDatabase(databaseUrl: string): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'catalog',
    poolSize: 2,
    applicationName: 'causeway-catalog-test',
    statementDeadlineMs: STATEMENT_DEADLINE_MS,
  });
  return new PrismaClient({ adapter });
}
