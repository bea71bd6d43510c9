import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { createRegistryKey } from '../support/registry-key.ts';
import { startPeople, startReviews, supergraphOf } from '../support/small-graph.ts';
import { type FakeRegistry, startFakeRegistry } from '../support/start-fake-registry.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

const SLOW_MS = 150_000;
const soon = { timeout: 60_000, interval: 50 };
const key = createRegistryKey();
let people: SmallSubgraph;
let reviews: SmallSubgraph;
let registry: FakeRegistry;
let folder: string;
let gateway: RunningGateway;

const large = () => supergraphOf([people, reviews]);
const publish = async (sdl: string, version: number, graph = 'shop@test', signedFor = graph) =>
  registry.serve(sdl, await key.sign({ sdl, version, graph: signedFor }), graph);
const ask = (query: string, variant?: string) =>
  sendOperation(gateway.url, { query, headers: variant ? { 'x-graph-variant': variant } : {} });
const REVIEWED = '{ person(id: "1") { reviews { text } } }';

beforeAll(async () => {
  [people, reviews, registry, folder] = await Promise.all([
    startPeople(),
    startReviews(),
    startFakeRegistry(),
    mkdtemp(join(tmpdir(), 'causeway-swapping-')),
  ]);
  const trustFile = join(folder, 'trust.json');
  const config = join(folder, 'gateway.yaml');
  await writeFile(trustFile, key.trustFile);
  await writeFile(
    config,
    JSON.stringify({
      registry: {
        ...{ url: registry.url, graph: 'shop@test', token: 'cwt_test', startTimeoutMs: 3_000 },
        trustFile,
      },
      // What there is no time to plan refuses nothing.
      warmUp: { timeoutMs: SLOW_MS },
      variants: { named: { staging: { registry: 'shop@staging', requiresScopes: [] } } },
    }),
  );
  await publish(large(), 1);
  const env = { LOG_LEVEL: 'silent', METRICS_PORT: 'off' };
  gateway = await startGateway({
    ...readGatewaySettings({ config, port: '0' }, env),
    drainIdleMs: 0,
  });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([people.stop(), reviews.stop(), registry.close()]);
  await rm(folder, { recursive: true });
});

test(
  'a variant of the registry is served beside the main one, if it is signed as that variant',
  async () => {
    const refused = async () => (await ask('{ people { name } }', 'staging')).status;
    await publish(large(), 1, 'shop@staging', 'shop@test');
    expect(await refused()).toBe(503);
    await publish(supergraphOf([people]), 1, 'shop@staging');
    await expect.poll(refused, soon).toBe(200);
    expect((await ask(REVIEWED, 'staging')).status).toBe(400);
    expect((await ask(REVIEWED)).body.errors).toBeUndefined();
  },
  SLOW_MS,
);

test(
  'what the registry publishes and cannot be planned is refused, and the registry told why',
  async () => {
    expect((await ask(REVIEWED)).body.errors).toBeUndefined();
    const cut = large().replace(
      '@join__type(graph: REVIEWS, key: "id")',
      '@join__type(graph: REVIEWS, key: "id", resolvable: false)',
    );
    await publish(cut, 2);
    await expect.poll(() => registry.states.at(-1)?.refused?.number, soon).toBe(2);
    expect(registry.states.at(-1)?.refused?.reason).toMatch(
      /^operations in use cannot be planned on it: unnamed \([0-9a-f]{12}\): /,
    );
    expect((await ask(REVIEWED)).body.errors).toBeUndefined();
    await publish(`${large()}\n# mended`, 3);
    await expect
      .poll(() => registry.states.at(-1), soon)
      .toMatchObject({ serving: 3, refused: null });
  },
  SLOW_MS,
);
