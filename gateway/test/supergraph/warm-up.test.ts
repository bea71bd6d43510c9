import { rename, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { supergraphOf } from '../support/small-graph.ts';
import { useGateway } from '../support/use-gateway.ts';

const soon = { timeout: 60_000, interval: 50 };
const SLOW_MS = 120_000;

/** `warmUp` are settings beside the time it has: what there is no time for refuses nothing. */
function useWatchedGateway(warmUp = {}) {
  const gateway = useGateway({
    environment: () => ({ METRICS_PORT: '0' }),
    config: () => JSON.stringify({ warmUp: { timeoutMs: SLOW_MS, ...warmUp } }),
  });
  const count = (series: string) => readMetrics(gateway().running.metricsUrl, series);
  return {
    gateway,
    ask: (query: string) => sendOperation(gateway().url, { query }),
    withoutReviews: () => supergraphOf([gateway().people]),
    withReviews: () => supergraphOf([gateway().people, gateway().reviews]),
    /** Whole: half of one would be refused, and counted. */
    async put(sdl: string) {
      const { supergraphFile } = gateway();
      await writeFile(`${supergraphFile}.new`, sdl);
      await rename(`${supergraphFile}.new`, supergraphFile);
    },
    updates: (outcome: string) => count(`causeway_supergraph_updates_total{outcome="${outcome}"}`),
    operations: (outcome: string) =>
      count(`causeway_warm_up_operations_total{outcome="${outcome}"}`),
  };
}

/** Who composes would not let it pass: nothing leads from a person to their reviews. */
function cutOff(sdl: string): string {
  const cut = sdl.replace(
    '@join__type(graph: REVIEWS, key: "id")',
    '@join__type(graph: REVIEWS, key: "id", resolvable: false)',
  );
  if (cut === sdl) throw new Error('Expected a key to cut.');
  return cut;
}

describe('before another supergraph is served', () => {
  const { ask, put, withReviews, updates, operations } = useWatchedGateway();

  test(
    'what is asked of the running one is planned on it',
    async () => {
      await ask('{ people { name } }');
      await ask('{ person(id: "1") { name reviews { text } } }');
      await ask('{ lastReview { text } }');
      await put(`${withReviews()}\n# the second`);
      await expect.poll(() => updates('accepted'), soon).toBe(1);
      expect(await operations('warmed')).toBe(3);
      const { body } = await ask('{ person(id: "1") { name reviews { text } } }');
      expect(body).toEqual({ data: { person: { name: 'Ada', reviews: [{ text: 'by 1' }] } } });
    },
    SLOW_MS,
  );

  test(
    'it is refused when an operation in use cannot be planned on it',
    async () => {
      await put(cutOff(withReviews()));
      await expect.poll(() => updates('refused'), soon).toBe(1);
      expect(await operations('unplannable')).toBe(1);
      const { body } = await ask('{ person(id: "1") { name reviews { text } } }');
      expect(body.errors).toBeUndefined();
    },
    SLOW_MS,
  );
});

describe('operations that the next supergraph does not know any more', () => {
  const { ask, put, withoutReviews, updates, operations } = useWatchedGateway();

  test(
    'are counted, and refuse nothing',
    async () => {
      await ask('{ lastReview { text } }');
      await ask('{ people { name } }');
      await put(withoutReviews());
      await expect.poll(() => updates('accepted'), soon).toBe(1);
      expect(await operations('invalid')).toBe(1);
      expect(await operations('warmed')).toBe(1);
      expect((await ask('{ people { name } }')).body.errors).toBeUndefined();
      expect((await ask('{ lastReview { text } }')).status).toBe(400);
    },
    SLOW_MS,
  );
});

describe('with settings that refuse what is no longer valid, and let pass what cannot be planned', () => {
  const { ask, put, withReviews, withoutReviews, updates } = useWatchedGateway({
    onInvalid: 'refuse',
    onUnplannable: 'warn',
  });

  test(
    'each does so',
    async () => {
      await ask('{ lastReview { text } }');
      await put(withoutReviews());
      await expect.poll(() => updates('refused'), soon).toBe(1);
      expect((await ask('{ lastReview { text } }')).body.errors).toBeUndefined();
      await ask('{ person(id: "1") { reviews { text } } }');
      await put(cutOff(withReviews()));
      await expect.poll(() => updates('accepted'), soon).toBe(1);
      const { body } = await ask('{ person(id: "1") { reviews { text } } }');
      expect(body.errors).toHaveLength(1);
    },
    SLOW_MS,
  );
});

describe('with warmUp.operations: 0', () => {
  const { ask, put, withReviews, updates, operations } = useWatchedGateway({ operations: 0 });

  test(
    'nothing is planned beforehand, and nothing refused for it',
    async () => {
      await ask('{ person(id: "1") { reviews { text } } }');
      await put(cutOff(withReviews()));
      await expect.poll(() => updates('accepted'), soon).toBe(1);
      expect(await operations('warmed')).toBe(0);
    },
    SLOW_MS,
  );
});
