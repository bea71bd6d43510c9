import { PrismaClient } from '@causeway/catalog-db';
import { createPostgresAdapter } from '@causeway/subgraph-kit';
import { BATCHES_AT_ONCE } from './import/import-products.ts';
import { createImportStore, type ImportStore } from './import/import-store.ts';

/** A batch has hundreds of products; the service's own deadline is meant for one. */
const STATEMENT_DEADLINE_MS = 60_000;

/** The store of the import command, on connections of its own. It connects at the first statement. */
export function buildImportStore(databaseUrl: string): {
  store: ImportStore;
  close(): Promise<void>;
} {
  const adapter = createPostgresAdapter({
    databaseUrl,
    schema: 'catalog',
    poolSize: BATCHES_AT_ONCE,
    applicationName: 'causeway-catalog-import',
    statementDeadlineMs: STATEMENT_DEADLINE_MS,
  });
  const client = new PrismaClient({ adapter });
  return { store: createImportStore(client), close: () => client.$disconnect() };
}
