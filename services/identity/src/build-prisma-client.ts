import { PrismaClient } from '@causeway/identity-db';
import { createPostgresAdapter, type Logger, transactionDeadlines } from '@causeway/subgraph-kit';

/** Makes the client of the service's own schema. It connects at the first statement. */
export function buildPrismaClient(options: {
  databaseUrl: string;
  poolSize: number;
  logger?: Logger;
}): PrismaClient {
  const adapter = createPostgresAdapter({
    ...options,
    schema: 'identity',
    applicationName: 'causeway-identity',
  });
  return new PrismaClient({ adapter, transactionOptions: transactionDeadlines });
}
