import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AssertionSigner,
  type AssertionTrust,
  ConfigurationError,
  type Current,
  closeServer,
  createAssertionSigner,
  createDrainSwitch,
  createLogger,
  type DrainSwitch,
  followConnections,
  type Logger,
  watchAssertionKey,
  watchAssertionTrust,
} from '@causeway/subgraph-kit/service';
import type { FastifyInstance } from 'fastify';
import { openGraph } from './build-graph.ts';
import { openVariants } from './build-variants.ts';
import { connectToRedis, type RedisConnection } from './caching/connect-to-redis.ts';
import { createResponseStore, type ResponseStore } from './caching/response-store.ts';
import { shareResponses } from './caching/share-responses.ts';
import type { CausewayGateway } from './causeway-gateway.ts';
import type { GatewaySettings } from './config/settings.ts';
import { propagatedHeaders } from './config/subgraph-settings.ts';
import { type Authenticate, createAuthenticate } from './edge/authenticate.ts';
import { buildEdge } from './edge/build-edge.ts';
import {
  type FollowedSessions,
  followEndedSessions,
} from './edge/ended-sessions/follow-ended-sessions.ts';
import { listen, originOf } from './edge/listen.ts';
import { createOpenRequests, type OpenRequests } from './edge/open-requests.ts';
import { createOverload } from './edge/overload.ts';
import { createRateLimits } from './edge/rate-limits.ts';
import { requireAuthentication } from './edge/require-authentication.ts';
import { shuttingDown } from './edge/unavailable-error.ts';
import { createLimitRequest } from './operation/limits/limit-request.ts';
import { ManifestError } from './operation/persisted/manifest.ts';
import {
  openPersistedOperations,
  type PersistedOperations,
} from './operation/persisted/persisted-operations.ts';
import { addSandbox } from './sandbox/add-sandbox.ts';
import { SupergraphError } from './supergraph/supergraph-error.ts';
import { type Metrics, noMetrics } from './telemetry/metrics.ts';
import { startMetrics } from './telemetry/start-metrics.ts';
import { createSubgraphClient } from './transport/subgraph-client.ts';
import { warnOfGaps } from './warn-of-gaps.ts';

/** What has been given up is answered in a moment, or not at all. */
const LAST_ANSWERS_MS = 250;
/** For the last answers, and to end planners and connections, on a machine that does other things. */
const CLOSING_MS = 2_000;

const sandboxFolder = fileURLToPath(new URL('../sandbox-app/dist/', import.meta.url));

export interface RunningGateway {
  /** The address of the GraphQL endpoint, with the real port. */
  url: string;
  /** Where metrics are read; null when they are not served. */
  metricsUrl: string | null;
  /** Ready turns false, requests in flight finish, within the settings' deadline. */
  close(): Promise<void>;
  closeDeadlineMs: number;
}

/** What every part is built with. `opened` is closed in the reverse order, also when starting fails. */
interface Building {
  readonly instance: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Of a graph beside the main one. */
  metricsOf(variant: string): Metrics;
  readonly opened: AsyncDisposableStack;
}

/**
 * Wires the rooms together and listens: the one file that knows them all. Rejects with
 * ConfigurationError when the supergraph or a key cannot be read, or the port is taken.
 */
export async function startGateway(settings: GatewaySettings): Promise<RunningGateway> {
  const { host } = settings;
  const logger = createLogger({ name: 'gateway', level: settings.logLevel });
  // Not by host and process: several are in one process, and in containers all have the same id.
  const instance = randomUUID();
  const opened = new AsyncDisposableStack();
  try {
    const served = await startMetrics(settings.metrics, { host, logger });
    opened.defer(() => served?.close());
    const { metrics, metricsOf } = served ?? { metrics: noMetrics, metricsOf: () => noMetrics };
    const { app, drain } = await openEdge(settings, {
      ...{ instance, logger, metrics, metricsOf, opened },
    });
    const url = `${await listen(app, settings)}/graphql`;
    logger.info({ url, instance }, 'listening');
    const metricsUrl = served && `${originOf(host, served.port)}/metrics`;
    return { url, metricsUrl, ...closing(settings, { drain, opened }) };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** From the inside out: what a request meets last is built first. */
async function openEdge(
  settings: GatewaySettings,
  building: Building,
): Promise<{ app: FastifyInstance; drain: DrainSwitch }> {
  const { instance, logger, metrics, metricsOf, opened } = building;
  const redis = await openRedis(settings, building);
  const persisted = await openPersisted(settings, { ...building, redis });
  const client = createSubgraphClient();
  opened.defer(() => client.close());
  const signer = openSigner(settings, building);
  const trust = openTrust(settings, building);
  const { rateLimit, trustedProxies } = settings;
  const rateLimits = createRateLimits(rateLimit, { redis, metrics, logger, trustedProxies });
  const responses = openResponses(settings, redis);
  const parts = { instance, client, signer, trust, rateLimits, responses, logger, metrics };
  const main = await openGraph(settings, { ...parts, isFirst: true, opened }).catch((error) =>
    failToLoad(settings, error),
  );
  warnOfGaps(settings, main.gateway, logger);
  const variants = openVariants(settings, { ...parts, main, opened, metricsOf });

  const ended = followIssuers(settings, { ...building, redis, signer });
  const drain = createDrainSwitch();
  const overload = createOverload(settings.overload);
  const openRequests = createOpenRequests();
  const { exposePlan: exposesPlan } = settings.developer;
  const app = buildEdge({
    ...settings,
    ...{ logger, metrics, variants, rateLimits, overload, openRequests, drain, exposesPlan },
    variesBy: headersThatMatter(settings),
    authenticate: authenticateBy(settings, { logger, ended }),
    stages: [persisted.resolve, createLimitRequest(settings.limits, metrics), ...persisted.checks],
    isReady: async () => main.gateway.isLoaded && !overload.isLasting(),
  });
  const servedSince = followServing(main.gateway);
  addSandbox(app, { ...settings.sandbox, folder: sandboxFolder, exposesPlan, servedSince });
  closeLast(app, { settings, drain, openRequests, opened });
  return { app, drain };
}

/** Returns since when the graph that is served is the one it is. */
function followServing(gateway: CausewayGateway): () => Date {
  let since = new Date();
  gateway.onSchemaLoadOrUpdate(() => {
    since = new Date();
  });
  return () => since;
}

async function openRedis(
  { redis: { url, ...rest } }: GatewaySettings,
  { logger, opened }: Building,
): Promise<RedisConnection | null> {
  if (url === undefined) return null;
  const redis = await connectToRedis({ url, ...rest }, logger);
  opened.defer(() => redis.close());
  return redis;
}

function openResponses(
  { responseCache }: GatewaySettings,
  redis: RedisConnection | null,
): ResponseStore {
  const own = createResponseStore(responseCache);
  return redis === null ? own : shareResponses(own, redis);
}

async function openPersisted(
  { persistedOperations }: GatewaySettings,
  { logger, metrics, redis, opened }: Building & { redis: RedisConnection | null },
): Promise<PersistedOperations> {
  const parts = { logger, metrics, redis };
  const persisted = await openPersistedOperations(persistedOperations, parts).catch((error) =>
    failToPersist(persistedOperations.manifest, error),
  );
  opened.defer(() => persisted.stop());
  return persisted;
}

function openSigner(
  { assertionKeyFile }: GatewaySettings,
  { logger, opened }: Building,
): AssertionSigner | null {
  if (assertionKeyFile === undefined) return null;
  const key = watchAssertionKey(assertionKeyFile, logger);
  opened.defer(() => key.stop());
  return createAssertionSigner(key);
}

/** Whose supergraphs are believed; nobody's where they come from a file. */
function openTrust(
  { registry }: GatewaySettings,
  { logger, opened }: Building,
): Current<AssertionTrust> | null {
  if (registry === undefined) return null;
  const trust = watchAssertionTrust(registry.trustFile, logger, 'registry.trustFile');
  opened.defer(() => trust.stop());
  return trust;
}

/** What of a request's headers its answer depends on. */
function headersThatMatter(settings: GatewaySettings): string[] {
  const cookie = settings.jwt.cookie === undefined ? [] : ['cookie'];
  const { header, named } = settings.variants;
  const variant = Object.keys(named).length === 0 ? [] : [header.toLowerCase()];
  return ['accept', 'authorization', ...cookie, ...variant, ...propagatedHeaders(settings)];
}

/** The ended sessions of each issuer that tells them. */
function followIssuers(
  { jwt }: GatewaySettings,
  parts: Building & { redis: RedisConnection | null; signer: AssertionSigner | null },
): ReadonlyMap<string, FollowedSessions> {
  const { redis, signer, logger, opened } = parts;
  const followed = new Map<string, FollowedSessions>();
  for (const { issuer, endedSessions: settings } of jwt.issuers) {
    if (settings === undefined || signer === null) continue;
    const sessions = followEndedSessions(settings, { issuer, redis, signer, logger });
    opened.defer(() => sessions.stop());
    followed.set(issuer, sessions);
  }
  return followed;
}

function authenticateBy(
  { jwt, authorization }: GatewaySettings,
  parts: { logger: Logger; ended: ReadonlyMap<string, FollowedSessions> },
): Authenticate {
  const authenticate = createAuthenticate(jwt, parts);
  return authorization.requireAuthentication ? requireAuthentication(authenticate) : authenticate;
}

function failToLoad({ supergraph, registry }: GatewaySettings, cause: unknown): never {
  if (!(cause instanceof SupergraphError)) throw cause;
  const [setting, source] =
    registry === undefined ? ['supergraph', supergraph] : ['registry', registry.graph];
  throw new ConfigurationError([`${setting}: ${source}: ${cause.message}`], { cause });
}

function failToPersist(manifest: string | undefined, cause: unknown): never {
  if (!(cause instanceof ManifestError)) throw cause;
  const problems = cause.message
    .split('\n')
    .map((reason) => `persistedOperations.manifest: ${manifest}: ${reason}`);
  throw new ConfigurationError(problems, { cause });
}

/** The door is closed before anything behind it. */
function closeLast(
  app: FastifyInstance,
  parts: {
    settings: GatewaySettings;
    drain: DrainSwitch;
    openRequests: OpenRequests;
    opened: AsyncDisposableStack;
  },
): void {
  const { settings, drain, openRequests, opened } = parts;
  const connections = followConnections(app.server);
  opened.defer(() =>
    closeServer({
      ...{ app, drain, connections },
      drainIdleMs: settings.drainIdleMs,
      drainDeadlineMs: settings.drainTimeoutMs,
      async onDeadline() {
        openRequests.cutOff(shuttingDown());
        await sleep(LAST_ANSWERS_MS);
      },
    }),
  );
}

function closing(
  { drainDelayMs, drainTimeoutMs }: GatewaySettings,
  { drain, opened }: { drain: DrainSwitch; opened: AsyncDisposableStack },
): Pick<RunningGateway, 'close' | 'closeDeadlineMs'> {
  return {
    async close() {
      drain.startDraining();
      // Whoever sends requests here has this long to see that it should not; they are still answered.
      await sleep(drainDelayMs);
      await opened.disposeAsync();
    },
    closeDeadlineMs: drainDelayMs + drainTimeoutMs + CLOSING_MS,
  };
}
