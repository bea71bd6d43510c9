import { PrismaClient } from '@causeway/catalog-db';
import { createLogger, createPostgresAdapter, type Principal } from '@causeway/subgraph-kit';
import {
  callSubgraph,
  createTestIdentity,
  type SubgraphResponse,
  signedIn,
  useDatabase,
} from '@causeway/test-kit';
import { afterAll, beforeAll } from 'vitest';
import { startCatalog } from '../src/index.ts';

export const merchandiser = signedIn({ scopes: ['catalog:write', 'stock:write'] });

export interface TestCatalog {
  readonly origin: string;
  /** A connection beside the service's, to look at rows and to make some. */
  readonly database: PrismaClient;
  /** Anonymous unless a principal is given. */
  send(
    query: string,
    variables?: Record<string, unknown>,
    principal?: Principal,
  ): Promise<SubgraphResponse>;
  /** The same, for what must succeed: throws when there are errors. */
  read(
    query: string,
    variables?: Record<string, unknown>,
    principal?: Principal,
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  ): Promise<any>;
}

/** The catalog service in this process, on a database of its own, for the tests of one file. */
export function useCatalog({ seed }: { seed?: 'small' | 'large' } = {}): () => TestCatalog {
  const urls = useDatabase('catalog', seed === undefined ? {} : { seed });
  let running: { catalog: TestCatalog; close(): Promise<void> } | undefined;
  beforeAll(async () => {
    running = await startTestCatalog(urls().appUrl);
  });
  afterAll(() => running?.close());
  return () => {
    if (running === undefined) throw new Error('The service runs only inside tests.');
    return running.catalog;
  };
}

async function startTestCatalog(databaseUrl: string) {
  const identity = createTestIdentity();
  const { url, close } = await startCatalog(
    {
      PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATABASE_POOL_SIZE: 5,
      ASSERTION_TRUST_FILE: identity.trustFile,
      CATALOG_DATABASE_URL: databaseUrl,
    },
    { logger: createLogger({ name: 'catalog', level: 'error' }) },
  );
  const database = openDatabase(databaseUrl);
  const send: TestCatalog['send'] = (query, variables = {}, principal) =>
    callSubgraph(url, {
      identity,
      audience: 'catalog',
      query,
      variables,
      ...(principal !== undefined && { principal }),
    });
  const read: TestCatalog['read'] = async (...request) => {
    const { body } = await send(...request);
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return body.data;
  };
  return {
    catalog: { origin: new URL(url).origin, database, send, read },
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
  });
  return new PrismaClient({ adapter });
}
