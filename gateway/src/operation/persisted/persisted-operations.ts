import type { RedisConnection } from '../../caching/connect-to-redis.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import { createCheckListed } from './check-listed.ts';
import { createMemoryQueryStore, type QueryStore } from './query-store.ts';
import { createResolveOperation } from './resolve-operation.ts';
import { shareQueries } from './share-queries.ts';
import { type WatchedSafelist, watchManifestFile } from './watch-manifest-file.ts';

interface PersistedOperationSettings {
  readonly automatic: {
    readonly enabled: boolean;
    readonly maxBytes: number;
    readonly ttlMs: number;
  };
  readonly manifest?: string | undefined;
  readonly mode: 'off' | 'log' | 'enforce';
  readonly requireId: boolean;
}

export interface PersistedOperations {
  /** Puts texts where requests have ids: before the limits, which hold for these texts too. */
  readonly resolve: ReturnType<typeof createResolveOperation>;
  /** Holds texts to the list, behind the limits; none when there is nothing to hold to. */
  readonly checks: readonly ReturnType<typeof createCheckListed>[];
  stop(): void;
}

/** Makes the stages of persisted operations. Rejects with ManifestError when there is no valid manifest. */
export async function openPersistedOperations(
  { automatic, manifest, mode, requireId }: PersistedOperationSettings,
  options: {
    logger: Parameters<typeof watchManifestFile>[1];
    metrics: Metrics;
    /** Null: each gateway keeps what it has seen itself. */
    redis: RedisConnection | null;
  },
): Promise<PersistedOperations> {
  const { logger, metrics, redis } = options;
  const watched = manifest === undefined ? null : await watchManifestFile(manifest, logger);
  const store = automatic.enabled ? openStore(automatic, redis) : null;
  const safelist = () => watched?.current() ?? null;
  return {
    resolve: createResolveOperation({ store, safelist, requireId, metrics }),
    checks: checksOf(watched, { mode, metrics }),
    stop: () => watched?.stop(),
  };
}

function openStore(
  automatic: PersistedOperationSettings['automatic'],
  redis: RedisConnection | null,
): QueryStore {
  const own = createMemoryQueryStore(automatic);
  return redis === null ? own : shareQueries(own, redis, automatic);
}

function checksOf(
  watched: WatchedSafelist | null,
  { mode, metrics }: { mode: PersistedOperationSettings['mode']; metrics: Metrics },
): PersistedOperations['checks'] {
  if (watched === null || mode === 'off') return [];
  return [createCheckListed({ safelist: watched.current, mode, metrics })];
}
