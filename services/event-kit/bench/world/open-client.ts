import { PrismaClient } from '@causeway/orders-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';

/** The client of the service whose tables the benchmarks use. */
export function openClient(databaseUrl: string, cleanup: AsyncDisposableStack): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'orders',
    poolSize: 20,
    applicationName: 'causeway-events-bench',
  });
  const client = new PrismaClient({ adapter });
  cleanup.defer(() => client.$disconnect());
  return client;
}
