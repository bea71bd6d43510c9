import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { createRegistryKey, type SignedArtefact } from '../support/registry-key.ts';
import { startPeople, startReviews, supergraphOf } from '../support/small-graph.ts';
import { type FakeRegistry, type Mood, startFakeRegistry } from '../support/start-fake-registry.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

const soon = { timeout: 30_000, interval: 20 };
/** What the registry answers must come within it. */
const startingInVain = { startTimeoutMs: 2_000 };
const key = createRegistryKey();
let subgraphs: { people: SmallSubgraph; reviews: SmallSubgraph };
let folder: string;
let registry: FakeRegistry;
let gateway: RunningGateway | undefined;

beforeAll(async () => {
  subgraphs = { people: await startPeople(), reviews: await startReviews() };
});
afterAll(() => Promise.all([subgraphs.people.stop(), subgraphs.reviews.stop()]));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-registry-'));
  await writeFile(join(folder, 'trust.json'), key.trustFile);
  registry = await startFakeRegistry();
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

const small = () => supergraphOf([subgraphs.people]);
const large = () => supergraphOf([subgraphs.people, subgraphs.reviews]);

async function publish(sdl: string, version: number, wrong: Partial<SignedArtefact> = {}) {
  registry.serve(sdl, await key.sign({ sdl, version, ...wrong }));
}

async function start(more: object = {}): Promise<void> {
  const config = join(folder, 'gateway.yaml');
  const settings = {
    ...{ url: registry.url, graph: 'shop@test', token: 'cwt_test', startTimeoutMs: 30_000 },
    ...{ trustFile: join(folder, 'trust.json'), cacheFolder: join(folder, 'cache') },
    ...more,
  };
  await writeFile(config, JSON.stringify({ registry: settings }));
  const env = { LOG_LEVEL: 'silent', METRICS_PORT: 'off' };
  const read = readGatewaySettings({ config, port: '0' }, env);
  gateway = await startGateway({ ...read, drainIdleMs: 0 });
}

async function restart(): Promise<void> {
  await gateway?.close();
  await start();
}

/** Whether the larger of the two graphs is served. */
async function servesLarge(): Promise<boolean> {
  const query = '{ person(id: "1") { reviews { text } } }';
  const { body } = await sendOperation(gateway?.url ?? '', { query });
  return body.errors === undefined;
}

const copyOf = () => join(folder, 'cache', 'shop@test.json');

describe('a gateway that follows a registry', () => {
  test('serves a new version within moments, and tells which it serves', async () => {
    await publish(small(), 1);
    await start();
    expect(await servesLarge()).toBe(false);
    await publish(large(), 2);
    await expect.poll(servesLarge, soon).toBe(true);
    await expect.poll(() => registry.states.at(-1), soon).toMatchObject({ serving: 2 });
    expect(registry.states.at(-1)?.refused).toBeNull();
  });

  test('is one gateway to the registry however often it tells, and another after a restart', async () => {
    const namesOf = () => new Set(registry.states.map(({ instance }) => instance));
    await publish(small(), 1);
    await start();
    await publish(large(), 2);
    await expect.poll(() => registry.states.at(-1), soon).toMatchObject({ serving: 2 });
    expect(namesOf().size).toBe(1);
    await restart();
    await expect.poll(() => namesOf().size, soon).toBe(2);
  });

  test('waits for the first version', async () => {
    const started = start();
    await sleep(300);
    await publish(large(), 1);
    await started;
    expect(await servesLarge()).toBe(true);
  });

  test.each([
    ['a signature for another variant', { graph: 'shop@staging' }],
    ['a signature for another text', { sha256: '0'.repeat(64) }],
    ['a token of another kind', { typ: 'JWT' }],
    ['a signature of somebody else', { issuer: 'causeway-gateway' }],
    ['an older version', { version: 4 }],
  ])('refuses %s, and takes the next good one', async (_what, wrong) => {
    await publish(small(), 5);
    await start();
    await publish(large(), 6, wrong);
    const asked = registry.asked;
    await expect.poll(() => registry.asked, soon).toBeGreaterThan(asked + 1);
    expect(await servesLarge()).toBe(false);
    await publish(large(), 7);
    await expect.poll(servesLarge, soon).toBe(true);
  });

  test('refuses what is signed and no supergraph, tells why, and does not ask for it again', async () => {
    await publish(small(), 1);
    await start();
    await publish('type Query { no: supergraph }', 2);
    await expect
      .poll(() => registry.states.at(-1)?.refused, soon)
      .toMatchObject({ number: 2, reason: expect.stringMatching(/./) });
    const asked = registry.asked;
    await sleep(1_500);
    expect(registry.asked - asked).toBeLessThanOrEqual(2);
    await publish(large(), 3);
    await expect.poll(servesLarge, soon).toBe(true);
    await expect
      .poll(() => registry.states.at(-1), soon)
      .toEqual(expect.objectContaining({ serving: 3, refused: null }));
  });

  test('refuses what another key signed, until it is trusted', async () => {
    const next = createRegistryKey();
    await publish(small(), 1);
    await start();
    const sdl = large();
    registry.serve(sdl, await next.sign({ sdl, version: 2 }));
    await sleep(700);
    expect(await servesLarge()).toBe(false);
    await writeFile(join(folder, 'trust.json'), next.trustFile);
    await expect.poll(servesLarge, soon).toBe(true);
  });

  test.each<Mood>(['failing', 'hanging', 'breaking off', 'unsigned', 'not holding'])(
    'goes on while the registry is %s, does not press it, and takes the next version afterwards',
    async (mood) => {
      await publish(small(), 1);
      await start();
      registry.mood = mood;
      if (mood !== 'not holding') await publish(large(), 2);
      const asked = registry.asked;
      await sleep(1_500);
      expect(registry.asked - asked).toBeLessThanOrEqual(6);
      expect(await servesLarge()).toBe(false);
      registry.mood = 'well';
      if (mood === 'hanging') return;
      await publish(large(), 2);
      await expect.poll(servesLarge, soon).toBe(true);
    },
  );

  test('refuses an answer that is too long', async () => {
    await publish(small(), 1);
    await start({ mostBytes: Buffer.byteLength(small()) + 10 });
    await publish(large(), 2);
    await sleep(700);
    expect(await servesLarge()).toBe(false);
  });
});

describe('without the registry', () => {
  test('a gateway starts from its copy, and takes what is new when the registry is back', async () => {
    await publish(large(), 3);
    await start();
    expect((await stat(copyOf())).mode & 0o777).toBe(0o600);
    registry.mood = 'failing';
    await restart();
    expect(await servesLarge()).toBe(true);
    // It tells what it serves as soon as it can.
    await expect.poll(() => registry.states.at(-1), soon).toMatchObject({ serving: 3 });
    registry.mood = 'well';
    await publish(small(), 4);
    await expect.poll(servesLarge, soon).toBe(false);
  });

  test('a restart does not lead back to an older version', async () => {
    await publish(large(), 3);
    await start();
    await publish(small(), 2);
    await restart();
    expect(await servesLarge()).toBe(true);
  });

  test.each([
    ['changed', (text: string) => text.replace('Person', 'Parson')],
    ['cut off', (text: string) => text.slice(0, 500)],
    [
      'of another variant',
      async () => {
        const sdl = large();
        return JSON.stringify({
          sdl,
          signature: await key.sign({ sdl, version: 9, graph: 'a@b' }),
        });
      },
    ],
  ])('a copy that is %s is not served', async (_what, change) => {
    await publish(large(), 3);
    await start();
    await gateway?.close();
    gateway = undefined;
    await writeFile(copyOf(), await change(await readFile(copyOf(), 'utf8')));
    registry.mood = 'failing';
    await expect(start(startingInVain)).rejects.toThrow('registry: shop@test');
    registry.mood = 'well';
    await start();
    expect(await servesLarge()).toBe(true);
  });

  test('a copy that no gateway of this release can serve makes way for a newer version, and for no other', async () => {
    await publish(large(), 3);
    await start();
    await gateway?.close();
    gateway = undefined;
    const sdl = 'type Query { no: supergraph }';
    const copy = { sdl, signature: await key.sign({ sdl, version: 4 }) };
    await writeFile(copyOf(), JSON.stringify(copy));
    await expect(start(startingInVain)).rejects.toThrow('is older than version 4');
    registry.serve(sdl, copy.signature);
    await expect(start()).rejects.toThrow('registry: shop@test');
    await publish(large(), 5);
    await start();
    expect(await servesLarge()).toBe(true);
  });

  test('a gateway without a copy does not start, and says why', async () => {
    registry.mood = 'failing';
    await expect(start(startingInVain)).rejects.toThrow('it answered 503');
  });

  test('a folder that cannot be written to costs nothing but the copy', async () => {
    await writeFile(join(folder, 'file'), '');
    await publish(small(), 1);
    await start({ cacheFolder: join(folder, 'file') });
    await publish(large(), 2);
    await expect.poll(servesLarge, soon).toBe(true);
  });
});

describe('what clients ask for', () => {
  const sendAs = async (query: string, name: string) => {
    await fetch(gateway?.url ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'apollographql-client-name': name,
        'apollographql-client-version': '1.0',
      },
      body: JSON.stringify({ query }),
    });
  };

  test('is told without what they wrote, at the latest when the gateway goes', async () => {
    await publish(large(), 1);
    await start();
    for (const id of ['4711', '4712', '4713']) {
      await sendAs(`query One { mine: person(id: "${id}") { name } }`, 'web');
    }
    await sendAs('{ nothing }', 'web');
    await sendAs('{ __schema { queryType { name } } }', 'web');
    await gateway?.close();
    gateway = undefined;
    expect(JSON.stringify(registry.reports)).not.toMatch(/471|mine/);
    expect(registry.reports).toMatchObject([
      {
        dropped: 0,
        operations: [
          {
            name: 'One',
            document: 'query One { person(id: "") { name } }',
            clients: [{ name: 'web', version: '1.0', count: 3, errorCount: 0 }],
          },
        ],
      },
    ]);
  });

  test('is told again under the same key while the registry is failing, and once afterwards', async () => {
    await publish(large(), 1);
    await start({ usage: { flushSeconds: 1 } });
    await sendAs('{ person(id: 1) { name } }', 'web');
    registry.mood = 'failing';
    await expect.poll(() => registry.reports.length, soon).toBeGreaterThanOrEqual(2);
    registry.mood = 'well';
    const failed = registry.reports.length;
    await expect.poll(() => registry.reports.length, soon).toBe(failed + 1);
    expect(new Set(registry.reports.map(({ key: reportKey }) => reportKey)).size).toBe(1);
    await sendAs('{ person(id: 2) { name } }', 'web');
    await expect.poll(() => registry.reports.length, soon).toBe(failed + 2);
    const last = registry.reports.at(-1);
    expect(last?.key).not.toBe(registry.reports[0]?.key);
    expect(last?.operations[0]?.document).toBeUndefined();
  });

  test('is told to nobody when that is turned off', async () => {
    await publish(large(), 1);
    await start({ usage: { enabled: false } });
    await sendAs('{ person(id: 1) { name } }', 'web');
    await gateway?.close();
    gateway = undefined;
    expect(registry.reports).toEqual([]);
  });
});
