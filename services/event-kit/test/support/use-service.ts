import { PrismaClient } from '@causeway/orders-db';
import { createPostgresAdapter, transactionDeadlines } from '@causeway/subgraph-kit';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll } from 'vitest';

export interface TestService {
  readonly databaseUrl: string;
  readonly client: PrismaClient;
}

/** A database that has the tables of events, and the client of the service that it belongs to. */
export function useService(): () => TestService {
  const urls = useDatabase('orders');
  let client: PrismaClient | undefined;
  beforeAll(() => {
    client = openClient(urls().appUrl);
  });
  afterAll(() => client?.$disconnect());
  return () => {
    if (client === undefined) throw new Error('The service exists only inside tests.');
    return { databaseUrl: urls().appUrl, client };
  };
}

export function openClient(databaseUrl: string): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'orders',
    poolSize: 5,
    applicationName: 'causeway-events-test',
  });
  return new PrismaClient({ adapter, transactionOptions: transactionDeadlines });
}
