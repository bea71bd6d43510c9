import { createHash } from 'node:crypto';
import { readCachePolicy } from '../caching/cache-policy.ts';
import type { ResponseStore } from '../caching/response-store.ts';
import type { SubgraphSettings } from '../config/subgraph-settings.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { headersKey } from './caller-key.ts';
import type { SubgraphAnswer } from './subgraph-client.ts';

/** The gateway as a shared cache (RFC 9111) of what one subgraph answers to queries. */
export interface KeptAnswers {
  /** What a request of this body is answered, whoever sends it. */
  keyOf(body: string, context: Pick<GatewayContext, 'clientHeaders'>): string;
  find(key: string): Promise<SubgraphAnswer | null>;
  /** Keeps an answer without errors, if the subgraph says that it is everyone's, and for how long. */
  keep(key: string, answer: SubgraphAnswer): void;
}

/** Headers that are the same in all requests of the gateway to one subgraph. */
const ALWAYS_THE_SAME: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'content-type',
  'origin',
  'user-agent',
]);

/**
 * Who asks is not part of the key: a subgraph that says `public` says that it does not matter (RFC 9111 §3.5).
 * What the gateway passes on of the client's headers is.
 */
export function createKeptAnswers(options: {
  subgraph: string;
  url: string;
  settings: Pick<SubgraphSettings, 'url' | 'propagatedHeaders' | 'insertedHeaders'>;
  store: ResponseStore;
  metrics: Pick<Metrics, 'responseCache'>;
}): KeptAnswers {
  const { subgraph, settings, store, metrics } = options;
  const { propagatedHeaders, insertedHeaders } = settings;
  // Gateways that share a store need not have the same settings.
  const target = JSON.stringify([subgraph, settings.url ?? options.url, insertedHeaders]);
  const inKey = new Set([...ALWAYS_THE_SAME, ...propagatedHeaders]);

  return {
    keyOf(body, { clientHeaders }) {
      return createHash('sha256')
        .update(JSON.stringify([target, headersKey(clientHeaders, propagatedHeaders), body]))
        .digest('base64url');
    },
    async find(key) {
      const kept = await store.find(key);
      const maxAgeSeconds = kept === null ? 0 : Math.floor(kept.freshForMs / 1_000);
      metrics.responseCache(subgraph, maxAgeSeconds > 0 ? 'hit' : 'miss');
      return kept === null || maxAgeSeconds === 0 ? null : answerOf(kept.text, maxAgeSeconds);
    },
    keep(key, { status, cacheHeaders, text }) {
      if (status !== 200 || cacheHeaders === undefined) return;
      const { maxAgeSeconds, scope } = readCachePolicy(cacheHeaders);
      if (scope !== 'public' || maxAgeSeconds === 0 || !variesBy(cacheHeaders.vary, inKey)) return;
      store.keep(key, { text, freshForMs: maxAgeSeconds * 1_000 });
    },
  };
}

/** Whether an answer depends on nothing but such headers (RFC 9111 §4.1). */
function variesBy(vary: string | undefined, known: ReadonlySet<string>): boolean {
  const names = (vary ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.every((name) => name === '' || known.has(name));
}

function answerOf(text: string, maxAgeSeconds: number): SubgraphAnswer {
  return {
    ...{ status: 200, contentType: 'application/json; charset=utf-8', text },
    ...{ retryAfter: undefined, serverTiming: undefined },
    cacheHeaders: { 'cache-control': `public, max-age=${maxAgeSeconds}` },
  };
}
