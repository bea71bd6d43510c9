import { readFile } from 'node:fs/promises';
import { PrismaClient } from '@causeway/registry-db';
import {
  buildSchema,
  createLogger,
  createPostgresAdapter,
  type Logger,
  type RunningSubgraph,
  startGraphqlService,
  transactionDeadlines,
  watchAssertionKey,
} from '@causeway/subgraph-kit';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { createAuditStore } from './audit/audit-store.ts';
import { createChecksStore } from './checks/checks-store.ts';
import { createComposer } from './composing/composer.ts';
import type { RegistrySettings } from './config.ts';
import { createContractsStore } from './contracts/contracts-store.ts';
import { createFollowSource } from './contracts/follow-source.ts';
import { createArtefactStore } from './distribution/artefact-store.ts';
import { createArtefacts } from './distribution/artefacts.ts';
import { createHeldRequests } from './distribution/held-requests.ts';
import { createSignSupergraph } from './distribution/sign-supergraph.ts';
import { addSupergraphRoute } from './distribution/supergraph-route.ts';
import { listenForVersions } from './distribution/version-news.ts';
import { addGatewayRoute } from './gateways/gateway-route.ts';
import { createGatewayStatesStore } from './gateways/gateway-states-store.ts';
import { createGraphsStore } from './graphs/graphs-store.ts';
import { limitSelection } from './limit-selection.ts';
import { createAppendVersion } from './publishing/append-version.ts';
import { createPublishingStore } from './publishing/publishing-store.ts';
import {
  createRegistryContext,
  type RegistryContext,
  type RegistryParts,
} from './registry-context.ts';
import { resolvers } from './resolvers.ts';
import { createAdmission } from './tokens/admission.ts';
import type { Token } from './tokens/token.ts';
import { createTokensStore } from './tokens/tokens-store.ts';
import { forgetOldUsage } from './usage/forget-old-usage.ts';
import { createRecordUsage } from './usage/record-usage.ts';
import { addUsageRoute } from './usage/usage-route.ts';
import { createUsageStore } from './usage/usage-store.ts';
import { createUsedStore } from './usage/used-store.ts';
import { createReadSchema } from './versions/read-schema.ts';
import { createSchemaChanges } from './versions/schema-changes.ts';
import { createVersionsStore } from './versions/versions-store.ts';

/** Several schemas may come in one request. */
const BODY_LIMIT_BYTES = 8 * 1_024 * 1_024;

export interface RegistryDependencies {
  readonly logger?: Logger;
  readonly now?: () => Date;
}

/** Starts the registry in this process. It connects to the database at once, to hear of versions. */
export async function startRegistry(
  settings: RegistrySettings,
  dependencies: RegistryDependencies = {},
): Promise<RunningSubgraph> {
  const { now = () => new Date() } = dependencies;
  const logger =
    dependencies.logger ?? createLogger({ name: 'registry', level: settings.LOG_LEVEL });
  // Closed in reverse order, and also when a later step fails.
  await using opened = new AsyncDisposableStack();

  const prisma = buildPrismaClient(settings, logger);
  opened.defer(() => prisma.$disconnect());
  const key = watchAssertionKey(settings.SIGNING_KEY_FILE, logger);
  opened.defer(() => key.stop());
  const composer = createComposer();
  opened.defer(() => composer.close());
  const news = listenForVersions({ databaseUrl: settings.REGISTRY_DATABASE_URL, logger });
  opened.defer(() => news.close());
  const stores = createStores(prisma);
  const readSchema = createReadSchema(stores);
  const follow = createFollowSource({ ...stores, composer, logger, now });
  // What a process that ended in between has left; nobody waits for it.
  void follow.refreshAll();
  const append = createAppendVersion({
    ...{ store: stores.publishing, versions: stores.versions, graphs: stores.graphs },
    ...{ auditStore: stores.audit, contracts: stores.contracts, follow, composer, now },
  });
  const admit = createAdmission({
    ...{ store: stores.tokens, bootstrapSecret: settings.BOOTSTRAP_TOKEN, logger, now },
  });
  const shared: RegistryParts = {
    ...{ stores, append, composer, follow, readSchema, now },
    changes: createSchemaChanges({ store: stores.versions, composer }),
    rules: {
      windowDays: settings.CHECK_WINDOW_DAYS,
      leastRequests: settings.CHECK_LEAST_REQUESTS,
      ignoredClients: settings.CHECK_IGNORED_CLIENTS,
      lint: settings.CHECK_LINT,
    },
  };
  const upkeep = forgetOldUsage({
    store: stores.usage,
    days: settings.USAGE_KEPT_DAYS,
    logger,
    now,
  });
  opened.defer(() => upkeep.stop());
  const drain = new AbortController();
  const service = await startGraphqlService<Token, RegistryContext>({
    schema: buildSchema(
      await readFile(new URL('schema.graphql', import.meta.url), 'utf8'),
      resolvers,
    ),
    async authenticate({ authorization }) {
      const token = await admit(authorization);
      return () => token;
    },
    describeCaller: ({ id, name }) => ({ tokenId: id, tokenName: name }),
    // RFC 6750 §3
    challenge: 'Bearer realm="causeway-registry"',
    buildContext: (request) => createRegistryContext(request, shared),
    host: settings.HOST,
    port: settings.PORT,
    logger,
    isReady: () => canQuery(prisma),
    bodyLimitBytes: BODY_LIMIT_BYTES,
    validationRules: [limitSelection],
    onDrain: () => drain.abort(),
    routes(app) {
      allowOrigins(app, settings.CORS_ORIGINS);
      addSupergraphRoute(app, {
        ...{
          artefacts: createArtefacts(createArtefactStore(prisma)),
          news,
          admit,
          draining: drain.signal,
          held: createHeldRequests({ most: settings.MOST_HELD_REQUESTS }),
        },
        sign: createSignSupergraph(key),
      });
      addGatewayRoute(app, { store: stores.gatewayStates, admit, now });
      const record = createRecordUsage({ store: stores.usage, readSchema, logger, now });
      addUsageRoute(app, { record, admit });
    },
  });
  opened.defer(() => service.close());

  const running = opened.move();
  return { url: service.url, close: () => running.disposeAsync() };
}

function allowOrigins(app: FastifyInstance, origins: readonly string[] | undefined): void {
  if (origins === undefined) return;
  app.register(cors, {
    origin: [...origins],
    methods: ['POST'],
    allowedHeaders: ['authorization', 'content-type'],
    maxAge: 600,
  });
}

function buildPrismaClient(settings: RegistrySettings, logger: Logger): PrismaClient {
  const adapter = createPostgresAdapter({
    databaseUrl: settings.REGISTRY_DATABASE_URL,
    schema: 'registry',
    poolSize: settings.DATABASE_POOL_SIZE,
    applicationName: 'causeway-registry',
    logger,
  });
  return new PrismaClient({ adapter, transactionOptions: transactionDeadlines });
}

function createStores(prisma: PrismaClient) {
  return {
    audit: createAuditStore(prisma),
    checks: createChecksStore(prisma),
    contracts: createContractsStore(prisma),
    gatewayStates: createGatewayStatesStore(prisma),
    graphs: createGraphsStore(prisma),
    publishing: createPublishingStore(prisma),
    tokens: createTokensStore(prisma),
    usage: createUsageStore(prisma),
    used: createUsedStore(prisma),
    versions: createVersionsStore(prisma),
  };
}

async function canQuery(prisma: PrismaClient): Promise<boolean> {
  await prisma.$queryRaw`SELECT 1`;
  return true;
}
