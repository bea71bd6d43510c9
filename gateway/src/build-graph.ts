import type { ApolloServer } from '@apollo/server';
import type {
  AssertionSigner,
  AssertionTrust,
  Current,
  Logger,
} from '@causeway/subgraph-kit/service';
import { buildSeam } from './build-seam.ts';
import { createDocumentStore } from './caching/document-store.ts';
import { createJsonTexts } from './caching/json-texts.ts';
import type { ResponseStore } from './caching/response-store.ts';
import type { CausewayGateway } from './causeway-gateway.ts';
import type { GatewaySettings } from './config/settings.ts';
import { buildApolloServer } from './edge/build-apollo-server.ts';
import type { RateLimits } from './edge/rate-limits.ts';
import type { GatewayContext } from './request-context.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { SubgraphClient } from './transport/subgraph-client.ts';
import { startUsage, type Usage } from './usage/start-usage.ts';
import { warnOfUnknownFields } from './warn-of-gaps.ts';

/** What several graphs of one process share. */
export interface GraphParts {
  /** What this gateway is told from all others by: `service.instance.id` of OpenTelemetry's conventions. */
  readonly instance: string;
  /** Whether it is the first graph of the process: before it is loaded there are no requests. */
  readonly isFirst: boolean;
  readonly client: SubgraphClient;
  readonly signer: AssertionSigner | null;
  /** The keys of the registry; null where there is none. */
  readonly trust: Current<AssertionTrust> | null;
  readonly rateLimits: RateLimits | null;
  readonly responses: ResponseStore;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A graph that is served: what plans and executes, and the Apollo Server before it. */
export interface ServedGraph {
  readonly gateway: CausewayGateway;
  readonly apollo: ApolloServer<GatewayContext>;
}

/**
 * Builds what serves one graph, and loads its supergraph; `opened` is what closes it. Rejects with
 * SupergraphError when there is none.
 */
export async function openGraph(
  settings: GatewaySettings,
  { opened, ...parts }: GraphParts & { opened: AsyncDisposableStack },
): Promise<ServedGraph> {
  const { logger, rateLimits } = parts;
  const { introspection } = settings;
  const jsonTexts = createJsonTexts();
  const documents = createDocumentStore();
  const gateway = buildSeam(settings, { ...parts, jsonTexts, documents });
  if (rateLimits !== null) warnOfUnknownFields(rateLimits.findUnknownFields, gateway, logger);
  const usage = openUsage(settings, { ...parts, opened });
  const plugins = [rateLimits?.countFields, usage?.plugin].filter((plugin) => plugin != null);
  const apollo = buildApolloServer({
    ...{ gateway, logger, introspection, jsonTexts, documents, plugins },
  });
  await apollo.start();
  opened.defer(() => apollo.stop());
  return { gateway, apollo };
}

/** Only the registry is told what clients ask for. */
function openUsage(
  { registry }: GatewaySettings,
  {
    opened,
    ...parts
  }: { instance: string; logger: Logger; metrics: Metrics; opened: AsyncDisposableStack },
): Usage | null {
  if (registry === undefined || !registry.usage.enabled) return null;
  const usage = startUsage(registry, parts);
  opened.defer(() => usage.stop());
  return usage;
}
