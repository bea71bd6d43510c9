import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AssertionSigner,
  ConfigurationError,
  closeServer,
  createAssertionSigner,
  createDrainSwitch,
  createLogger,
  type DrainSwitch,
  followConnections,
  type Logger,
  watchAssertionKey,
} from '@causeway/subgraph-kit/service';
import type { FastifyInstance } from 'fastify';
import { authorizePrincipals } from './authorization/authorize-principals.ts';
import { createCacheNotes, noteCachePolicy } from './caching/cache-notes.ts';
import { connectToRedis, type RedisConnection } from './caching/connect-to-redis.ts';
import { createJsonTexts, type JsonTexts } from './caching/json-texts.ts';
import { CausewayGateway, type CostControl } from './causeway-gateway.ts';
import type { GatewaySettings } from './config/settings.ts';
import { propagatedHeaders, settingsOfSubgraph } from './config/subgraph-settings.ts';
import { type Authenticate, createAuthenticate } from './edge/authenticate.ts';
import { buildApolloServer } from './edge/build-apollo-server.ts';
import { buildEdge } from './edge/build-edge.ts';
import { createOpenRequests } from './edge/open-requests.ts';
import { createOverload } from './edge/overload.ts';
import { createRateLimits, type RateLimits } from './edge/rate-limits.ts';
import { requireAuthentication } from './edge/require-authentication.ts';
import { shuttingDown } from './edge/unavailable-error.ts';
import type { Planned, Sharing } from './graph-generation.ts';
import { createJudgeCost } from './operation/cost/judge-cost.ts';
import { createLimitRequest } from './operation/limits/limit-request.ts';
import { ManifestError } from './operation/persisted/manifest.ts';
import { openPersistedOperations } from './operation/persisted/persisted-operations.ts';
import { describePlan } from './planning/describe-plan.ts';
import type { GatewayContext } from './request-context.ts';
import { addSandbox } from './sandbox/add-sandbox.ts';
import { SupergraphError } from './supergraph/supergraph-error.ts';
import { createSupergraphLoader } from './supergraph/supergraph-loader.ts';
import { watchSupergraphFile } from './supergraph/watch-supergraph-file.ts';
import { type Metrics, noMetrics } from './telemetry/metrics.ts';
import type { ServedMetrics } from './telemetry/serve-metrics.ts';
import { startMetrics } from './telemetry/start-metrics.ts';
import { callerKey } from './transport/caller-key.ts';
import { createSubgraphClient, type SubgraphClient } from './transport/subgraph-client.ts';
import { SubgraphDataSource } from './transport/subgraph-data-source.ts';

/** What has been given up is answered in a moment, or not at all. */
const LAST_ANSWERS_MS = 250;

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

/**
 * Wires the rooms together and listens: the one file that knows them all. Rejects with
 * ConfigurationError when the supergraph or a key cannot be read, or the port is taken.
 */
export async function startGateway(settings: GatewaySettings): Promise<RunningGateway> {
  const { host } = settings;
  const logger = createLogger({ name: 'gateway', level: settings.logLevel });
  const served = await startMetrics(settings.metrics, { host, logger });
  const redis = await openRedis(settings, logger);
  try {
    return await startEdge(settings, { logger, served, redis });
  } catch (error) {
    redis?.close();
    await served?.close();
    throw error;
  }
}

async function openRedis(
  { redis: { url, ...rest } }: GatewaySettings,
  logger: Logger,
): Promise<RedisConnection | null> {
  return url === undefined ? null : connectToRedis({ url, ...rest }, logger);
}

async function startEdge(
  settings: GatewaySettings,
  {
    logger,
    served,
    redis,
  }: { logger: Logger; served: ServedMetrics | null; redis: RedisConnection | null },
): Promise<RunningGateway> {
  const metrics = served?.metrics ?? noMetrics;
  const persisted = await openPersistedOperations(settings.persistedOperations, {
    logger,
    metrics,
    redis,
  }).catch((error) => failToPersist(settings, error));
  const client = createSubgraphClient();
  const jsonTexts = createJsonTexts();
  const { assertionKeyFile } = settings;
  const key = assertionKeyFile === undefined ? null : watchAssertionKey(assertionKeyFile, logger);
  const signer = key && createAssertionSigner(key);
  const gateway = buildGateway(settings, { client, signer, logger, jsonTexts, metrics });
  const { introspection } = settings;
  const rateLimits = createRateLimits(settings.rateLimit, {
    ...{ redis, metrics, logger },
    trustedProxies: settings.trustedProxies,
  });
  const plugins = rateLimits?.countFields ? [rateLimits.countFields] : [];
  if (rateLimits !== null) warnOfUnknownFields(rateLimits, gateway, logger);
  const apollo = buildApolloServer({ gateway, logger, introspection, jsonTexts, plugins });
  await apollo.start().catch((error) => failToLoad(settings, error));
  warnOfGaps(settings, gateway, logger);

  const drain = createDrainSwitch();
  const overload = createOverload(settings.overload);
  const openRequests = createOpenRequests();
  const app = buildEdge({
    logger,
    bodyLimitBytes: settings.bodyLimitBytes,
    http: settings.http,
    cors: settings.cors,
    batching: settings.batching,
    variesBy: headersThatMatter(settings),
    trustedProxies: settings.trustedProxies,
    authenticate: authenticateBy(settings, logger),
    rateLimits,
    apollo,
    stages: [persisted.resolve, createLimitRequest(settings.limits, metrics), ...persisted.checks],
    exposesPlan: settings.developer.exposePlan,
    requestTimeoutMs: settings.requestTimeoutMs,
    metrics,
    openRequests,
    overload,
    isReady: async () => gateway.isLoaded && !overload.isLasting(),
    drain,
  });
  const connections = followConnections(app.server);
  addSandbox(app, {
    ...settings.sandbox,
    folder: sandboxFolder,
    exposesPlan: settings.developer.exposePlan,
  });

  const stop = async () => {
    await closeServer({
      ...{ app, drain, connections },
      drainIdleMs: settings.drainIdleMs,
      drainDeadlineMs: settings.drainTimeoutMs,
      async onDeadline() {
        openRequests.cutOff(shuttingDown());
        await sleep(LAST_ANSWERS_MS);
      },
    });
    await apollo.stop();
    persisted.stop();
    await client.close();
    key?.stop();
    redis?.close();
    await served?.close();
  };
  const { host } = settings;
  const url = await listen(app, settings).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  logger.info({ url }, 'listening');
  return {
    url,
    metricsUrl: served && `${originOf(host, served.port)}/metrics`,
    ...closing(settings, { drain, stop }),
  };
}

/** What of a request's headers its answer depends on. */
function headersThatMatter(settings: GatewaySettings): string[] {
  const cookie = settings.jwt.cookie === undefined ? [] : ['cookie'];
  return ['accept', 'authorization', ...cookie, ...propagatedHeaders(settings)];
}

function authenticateBy({ jwt, authorization }: GatewaySettings, logger: Logger): Authenticate {
  const authenticate = createAuthenticate(jwt, logger);
  return authorization.requireAuthentication ? requireAuthentication(authenticate) : authenticate;
}

function buildGateway(
  settings: GatewaySettings,
  parts: {
    client: SubgraphClient;
    signer: AssertionSigner | null;
    logger: Logger;
    jsonTexts: JsonTexts;
    metrics: Metrics;
  },
): CausewayGateway {
  const { client, signer, logger, jsonTexts, metrics } = parts;
  const { prepare, load } = createSupergraphLoader();
  return new CausewayGateway({
    supergraphSdl: watchSupergraphFile(settings.supergraph, { logger, prepare }),
    load,
    buildService: ({ name, url = '' }) =>
      new SubgraphDataSource({
        subgraph: name,
        url,
        settings: settingsOfSubgraph(settings, name),
        client,
        signer,
        sharesInFlight: settings.shareInFlight,
        logger,
        metrics,
      }),
    jsonTexts,
    ...(settings.shareInFlight && { sharing: sharingOf(settings) }),
    authorization: authorizePrincipals(settings.authorization, metrics),
    cost: costControl(settings, metrics),
    planner: settings.planner,
    onPlannerFallback: (cause) =>
      logger.warn({ err: cause }, "planned by Apollo's planner: Hive's has failed"),
    onPlanned: (context, planned) => notePlan(context as GatewayContext, planned),
  });
}

/** A client that looks at the plan is answered for itself, or it would see somebody else's fetches. */
function sharingOf(settings: GatewaySettings): Sharing {
  const names = propagatedHeaders(settings);
  return {
    callerOf: (context) =>
      (context as GatewayContext).showsPlan ? null : callerKey(context as GatewayContext, names),
    withSignal: (context, signal): GatewayContext => ({
      ...(context as GatewayContext),
      signal,
      cache: createCacheNotes(),
    }),
    learn: (context, joint) =>
      noteCachePolicy((context as GatewayContext).cache, (joint as GatewayContext).cache.heard),
  };
}

function costControl({ cost }: GatewaySettings, metrics: Metrics): CostControl {
  const judge = createJudgeCost(cost, metrics);
  return {
    assumedListSize: cost.assumedListSize,
    judge(context, estimate) {
      const { trace, logger } = context as GatewayContext;
      trace.cost = estimate;
      judge(estimate, logger);
    },
  };
}

function notePlan(context: GatewayContext, { plan, planningMs }: Planned): void {
  const { trace, showsPlan, whenPlanned } = context;
  whenPlanned?.();
  trace.planningMs = planningMs;
  if (showsPlan) trace.plan = describePlan(plan);
}

function failToLoad({ supergraph }: GatewaySettings, cause: unknown): never {
  if (!(cause instanceof SupergraphError)) throw cause;
  throw new ConfigurationError([`supergraph: ${supergraph}: ${cause.message}`], { cause });
}

function failToPersist({ persistedOperations }: GatewaySettings, cause: unknown): never {
  if (!(cause instanceof ManifestError)) throw cause;
  const setting = `persistedOperations.manifest: ${persistedOperations.manifest}`;
  const problems = cause.message.split('\n').map((reason) => `${setting}: ${reason}`);
  throw new ConfigurationError(problems, { cause });
}

/** Says at the start what will surprise someone later. */
function warnOfGaps(
  { jwt, assertionKeyFile, subgraphs, cost, persistedOperations, sandbox }: GatewaySettings,
  gateway: CausewayGateway,
  logger: Logger,
): void {
  if (jwt.issuers.length === 0) {
    logger.warn('no JWT issuer is set: every request is anonymous, Authorization is ignored');
  }
  if (assertionKeyFile === undefined) {
    logger.warn('no assertion key is set: subgraphs are not told who is asking');
  }
  if (persistedOperations.mode === 'enforce' && sandbox.kind !== 'off') {
    logger.warn('the sandbox can send persisted operations only, and cannot read the schema');
  }
  for (const { name, url } of gateway.subgraphs) {
    if (url === '' && subgraphs[name]?.url === undefined) {
      logger.warn({ subgraph: name }, 'neither the supergraph nor a setting says where this is');
    }
  }
  const names = new Set(gateway.subgraphs.map(({ name }) => name));
  const set = new Set([...Object.keys(subgraphs), ...Object.keys(cost.subgraphs)]);
  for (const name of [...set].filter((known) => !names.has(known))) {
    logger.warn({ subgraph: name }, 'there are settings for a subgraph that is not there');
  }
}

/** A rule for a field that is not there protects nothing. */
function warnOfUnknownFields(rateLimits: RateLimits, gateway: CausewayGateway, logger: Logger) {
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    for (const field of rateLimits.findUnknownFields(apiSchema)) {
      logger.warn({ field }, 'there is a rate limit for a field that no root type has');
    }
  });
}

async function listen(
  app: FastifyInstance,
  { host, port, reusePort }: GatewaySettings,
): Promise<string> {
  // Fastify hands all of it to Node, also what its types do not know.
  const options = { host, port, reusePort };
  try {
    await app.listen(options);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem =
      code === 'ENOTSUP' && reusePort
        ? 'reusePort: this system cannot spread the clients of a port over processes'
        : `port: cannot listen on ${host}:${port}`;
    throw new ConfigurationError([`${problem} (${code})`], { cause });
  }
  const { port: realPort } = app.server.address() as AddressInfo;
  return `${originOf(host, realPort)}/graphql`;
}

/** RFC 3986 §3.2.2: an IPv6 address stands in brackets. */
function originOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function closing(
  { drainDelayMs, drainTimeoutMs }: GatewaySettings,
  { drain, stop }: { drain: DrainSwitch; stop: () => Promise<void> },
): Pick<RunningGateway, 'close' | 'closeDeadlineMs'> {
  return {
    async close() {
      drain.startDraining();
      // Whoever sends requests here has this long to see that it should not; they are still answered.
      await sleep(drainDelayMs);
      await stop();
    },
    closeDeadlineMs: drainDelayMs + drainTimeoutMs + 1_000,
  };
}
