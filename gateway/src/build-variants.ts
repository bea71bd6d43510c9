import { setTimeout as sleep } from 'node:timers/promises';
import { type GraphParts, openGraph, type ServedGraph } from './build-graph.ts';
import type { GatewaySettings } from './config/settings.ts';
import type { NamedVariant as VariantSettings } from './config/variant-settings.ts';
import { createVariants, type NamedVariant, soleVariant, type Variants } from './edge/variants.ts';
import { reasonOf } from './errors/reason-of.ts';
import type { Metrics } from './telemetry/metrics.ts';

const RETRY_MS = 5_000;

/**
 * Serves the settings' variants beside the main graph. Each is loaded by itself, and tried again when it
 * cannot be: nothing waits for it.
 */
export function openVariants(
  settings: GatewaySettings,
  parts: Omit<GraphParts, 'isFirst'> & {
    main: ServedGraph;
    opened: AsyncDisposableStack;
    metricsOf: (variant: string) => Metrics;
  },
): Variants {
  const { header, named } = settings.variants;
  const { main, opened, metricsOf, ...shared } = parts;
  const names = Object.entries(named);
  if (names.length === 0) return soleVariant(main.apollo);
  const loading = names.map(([name, variant]): [string, NamedVariant] => {
    const logger = shared.logger.child({ variant: name });
    const own = { ...shared, isFirst: false, logger, metrics: metricsOf(name) };
    const { current, stop } = keepLoading(settingsOfVariant(settings, variant), own);
    opened.defer(stop);
    const { requiresScopes } = variant;
    return [
      name,
      {
        requiresScopes,
        current() {
          const graph = current();
          return graph === null ? null : { name, apollo: graph.apollo };
        },
      },
    ];
  });
  return createVariants({ name: null, apollo: main.apollo }, { header, named: new Map(loading) });
}

/** A variant's supergraph says where its subgraphs are: an address that is set is the main graph's. */
function settingsOfVariant(
  settings: GatewaySettings,
  { supergraph, registry: graph }: VariantSettings,
): GatewaySettings {
  const { registry, subgraphs } = settings;
  return {
    ...settings,
    supergraph,
    registry: graph !== undefined && registry !== undefined ? { ...registry, graph } : undefined,
    subgraphs: Object.fromEntries(
      Object.entries(subgraphs).map(([name, { url: _ofMain, ...subgraph }]) => [name, subgraph]),
    ),
  };
}

function keepLoading(
  settings: GatewaySettings,
  parts: GraphParts,
): { current(): ServedGraph | null; stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let current: { graph: ServedGraph; opened: AsyncDisposableStack } | null = null;

  const load = async () => {
    while (!signal.aborted) {
      const opened = new AsyncDisposableStack();
      try {
        const graph = await openGraph(settings, { ...parts, opened });
        if (signal.aborted) await opened.disposeAsync();
        else current = { graph, opened };
        return;
      } catch (error) {
        await opened.disposeAsync();
        const reason = reasonOf(error);
        parts.logger.error({ reason }, 'the variant cannot be loaded, and is tried again');
        await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  };
  void load();
  return {
    current: () => current?.graph ?? null,
    async stop() {
      stopping.abort();
      await current?.opened.disposeAsync();
    },
  };
}
