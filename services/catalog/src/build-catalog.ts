import { readFile } from 'node:fs/promises';
import { PrismaClient } from '@causeway/catalog-db';
import {
  createAssertionVerifier,
  createLogger,
  createPostgresAdapter,
  type Logger,
  type RunningSubgraph,
  startSubgraph,
  transactionDeadlines,
  watchAssertionTrust,
} from '@causeway/subgraph-kit';
import { type CatalogStores, createCatalogContext } from './catalog-context.ts';
import { createCategoryStore } from './categories/category-store.ts';
import type { CatalogSettings } from './config.ts';
import { createProductListStore } from './listing/product-list-store.ts';
import { createProductStore } from './products/product-store.ts';
import { startReserving } from './reservations/start-reserving.ts';
import { resolvers } from './resolvers.ts';
import { createProductSearchStore } from './search/product-search-store.ts';
import { createTitleWordStore } from './search/title-word-store.ts';
import { createVariantStore } from './variants/variant-store.ts';

export interface CatalogDependencies {
  readonly logger?: Logger;
  readonly now?: () => Date;
}

/** Starts the service in this process. It connects to the database at the first statement. */
export async function startCatalog(
  settings: CatalogSettings,
  dependencies: CatalogDependencies = {},
): Promise<RunningSubgraph> {
  const { now = () => new Date() } = dependencies;
  const logger =
    dependencies.logger ?? createLogger({ name: 'catalog', level: settings.LOG_LEVEL });
  // Closed in reverse order, and also when a later step fails.
  await using opened = new AsyncDisposableStack();

  const prisma = buildPrismaClient(settings, logger);
  opened.defer(() => prisma.$disconnect());
  const stores = createStores(prisma);
  const reserving = startReserving({ settings, prisma, logger, now });
  opened.defer(() => reserving.disposeAsync());
  const trust = watchAssertionTrust(settings.ASSERTION_TRUST_FILE, logger);
  opened.defer(() => trust.stop());
  const subgraph = await startSubgraph({
    name: 'catalog',
    typeDefs: await readFile(new URL('schema.graphql', import.meta.url), 'utf8'),
    resolvers,
    buildContext: (request) => createCatalogContext(request, stores),
    assertions: createAssertionVerifier({ audience: 'catalog', trust }),
    host: settings.HOST,
    port: settings.PORT,
    logger,
    isReady: () => canQuery(prisma),
  });
  opened.defer(() => subgraph.close());

  const running = opened.move();
  return { url: subgraph.url, close: () => running.disposeAsync() };
}

function buildPrismaClient(settings: CatalogSettings, logger: Logger): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl: settings.CATALOG_DATABASE_URL,
    schema: 'catalog',
    poolSize: settings.DATABASE_POOL_SIZE,
    applicationName: 'causeway-catalog',
    logger,
  });
  return new PrismaClient({ adapter, transactionOptions: transactionDeadlines });
}

function createStores(prisma: PrismaClient): CatalogStores {
  return {
    products: createProductStore(prisma),
    productLists: createProductListStore(prisma),
    productSearch: createProductSearchStore(prisma),
    titleWords: createTitleWordStore(prisma),
    variants: createVariantStore(prisma),
    categories: createCategoryStore(prisma),
  };
}

async function canQuery(prisma: PrismaClient): Promise<boolean> {
  await prisma.$queryRaw`SELECT 1`;
  return true;
}
