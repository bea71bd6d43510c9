import type { SupergraphManager } from '@apollo/gateway';
import type {
  AssertionSigner,
  AssertionTrust,
  Current,
  Logger,
} from '@causeway/subgraph-kit/service';
import { authorizePrincipals } from './authorization/authorize-principals.ts';
import { createCacheNotes, noteCachePolicy } from './caching/cache-notes.ts';
import type { DocumentStore } from './caching/document-store.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import type { ResponseStore } from './caching/response-store.ts';
import { CausewayGateway } from './causeway-gateway.ts';
import type { GatewaySettings } from './config/settings.ts';
import { propagatedHeaders, settingsOfSubgraph } from './config/subgraph-settings.ts';
import type { Planned, Sharing } from './graph-generation.ts';
import type { CostControl } from './make-generations.ts';
import { createJudgeCost } from './operation/cost/judge-cost.ts';
import { describePlan } from './planning/describe-plan.ts';
import { followRegistry } from './registry/follow-registry.ts';
import type { GatewayContext } from './request-context.ts';
import { createSupergraphLoader, type SupergraphLoader } from './supergraph/supergraph-loader.ts';
import { watchSupergraphFile } from './supergraph/watch-supergraph-file.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { tellWarmUp } from './tell-warm-up.ts';
import { callerKey } from './transport/caller-key.ts';
import type { SubgraphClient } from './transport/subgraph-client.ts';
import { SubgraphDataSource } from './transport/subgraph-data-source.ts';
import { createWarmUp } from './warm-up.ts';

/** The gateway that Apollo Server is given, as the settings have it and over our own transport. */
export function buildSeam(
  settings: GatewaySettings,
  parts: {
    instance: string;
    isFirst: boolean;
    client: SubgraphClient;
    signer: AssertionSigner | null;
    /** The keys of the registry; null where the supergraph is a file. */
    trust: Current<AssertionTrust> | null;
    logger: Logger;
    jsonTexts: JsonTexts;
    documents: DocumentStore;
    responses: ResponseStore;
    metrics: Metrics;
  },
): CausewayGateway {
  const { isFirst, client, signer, logger, jsonTexts, documents, responses, metrics } = parts;
  const prepare = countUpdates(
    (sdl) => gateway.prepare(sdl),
    (outcome) => {
      if (gateway.isLoaded) metrics.supergraphUpdate(outcome);
    },
  );
  const onWarmedUp = tellWarmUp(logger, metrics);
  const gateway: CausewayGateway = new CausewayGateway({
    supergraphSdl: supergraphOf(settings, { ...parts, prepare }),
    loader: createSupergraphLoader({ isAlone: () => isFirst && !gateway.isLoaded }),
    warmUp: createWarmUp(settings.warmUp, { documents, onWarmedUp }),
    documents,
    buildService: ({ name, url = '' }) =>
      new SubgraphDataSource({
        subgraph: name,
        url,
        settings: settingsOfSubgraph(settings, name),
        client,
        signer,
        sharesInFlight: settings.shareInFlight,
        responses,
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
  return gateway;
}

function countUpdates(
  prepare: SupergraphLoader['prepare'],
  count: Metrics['supergraphUpdate'],
): SupergraphLoader['prepare'] {
  return async (sdl) => {
    try {
      await prepare(sdl);
      count('accepted');
    } catch (error) {
      count('refused');
      throw error;
    }
  };
}

/** From the registry if the settings name one, else from a file. */
function supergraphOf(
  { registry, supergraph }: GatewaySettings,
  parts: {
    instance: string;
    trust: Current<AssertionTrust> | null;
    logger: Logger;
    metrics: Metrics;
    prepare: SupergraphLoader['prepare'];
  },
): SupergraphManager {
  const { trust, logger, prepare } = parts;
  if (registry !== undefined && trust !== null)
    return followRegistry(registry, { ...parts, trust });
  if (supergraph === undefined) throw new Error('The settings name no supergraph.');
  return watchSupergraphFile(supergraph, { logger, prepare });
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
