import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@causeway/dev';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { startMocks } from '../src/mocks/start-mocks.ts';
import { runCauseway } from './run-causeway.ts';
import { useRegistry } from './use-registry.ts';

const entry = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const CATALOG = `${LINK}type Query { product: Product! }\ntype Product @key(fields: "id") { id: ID! name: String! }\n`;
const PRICES = `${LINK}type Product @key(fields: "id") { id: ID! priceMinor: Int! }\n`;

const folder = mkdtempSync(join(tmpdir(), 'causeway-cli-dev-'));
const schema = join(folder, 'catalog.graphql');
const config = join(folder, 'others.yaml');
const temporary = join(folder, 'tmp');
afterAll(() => rmSync(folder, { recursive: true }));

const registry = useRegistry();
let dev: ChildProcess | undefined;
let own: Awaited<ReturnType<typeof startMocks>>;
beforeEach(async () => {
  mkdirSync(temporary, { recursive: true });
  writeFileSync(schema, CATALOG);
  writeFileSync(join(folder, 'prices.graphql'), PRICES);
  const prices = '{ routing_url: "http://prices.test/", schema: { file: prices.graphql } }';
  writeFileSync(config, `subgraphs: { prices: ${prices} }`);
  // Whatever answers in the place of one's own subgraph will do.
  own = await startMocks();
  own.use('catalog', CATALOG);
});
afterEach(async () => {
  if (dev?.exitCode === null) {
    dev.kill('SIGTERM');
    await once(dev, 'exit');
  }
  await own.close();
});

const MOCKED_PRICES = ['--mock', 'prices'];

async function startDev(more: readonly string[] = MOCKED_PRICES, variables: object = {}) {
  const port = await freePort();
  const args = ['--name', 'catalog', '--url', own.urlOf('catalog'), '--schema', schema];
  const others = ['--supergraph-config', config, ...more, '--port', String(port)];
  const env = { ...process.env, TMPDIR: temporary, ...variables };
  const child = spawn(process.execPath, [entry, 'dev', ...args, ...others], { env });
  dev = child;
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const get = async (path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const ask = (query: string) => get('/graphql', { query }).catch(() => null);
  return { child, get, ask, said: () => said };
}

// Two processes load the composer and the gateway first, on a machine that does other things.
const soon = { timeout: 100_000 };

test('joins what is mocked to what runs, composes on each save, and says what does not compose', async () => {
  const { child, get, ask, said } = await startDev();
  const query = '{ product { id name priceMinor } }';
  await expect
    .poll(() => ask(query), soon)
    .toMatchObject({
      data: { product: { name: expect.any(String), priceMinor: expect.any(Number) } },
    });
  expect(await ask(query)).toEqual(await ask(query));
  expect(said()).toContain('· prices: mocked');

  writeFileSync(schema, CATALOG.replace('name: String!', 'name: Lost'));
  await expect
    .poll(() => get('/sandbox/status'), soon)
    .toMatchObject({
      state: 'failed',
      problems: [{ places: [expect.stringMatching(/catalog\.graphql:3:/)] }],
    });
  await expect.poll(said, soon).toMatch(/do not compose[\s\S]*Lost[\s\S]*catalog\.graphql:3:/);
  expect(await ask(query)).toMatchObject({ data: { product: { priceMinor: expect.any(Number) } } });

  writeFileSync(schema, CATALOG.replace('name: String!', 'name: String! size: Int!'));
  own.use('catalog', CATALOG.replace('name: String!', 'name: String! size: Int!'));
  await expect
    .poll(() => ask('{ product { size } }'), soon)
    .toMatchObject({
      data: { product: { size: expect.any(Number) } },
    });
  expect(await get('/sandbox/status')).toMatchObject({ state: 'ok', problems: [] });

  // From the terminal, and from what passes on what the terminal said.
  child.kill('SIGINT');
  await sleep(20);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('causeway-dev-'))).toEqual([]);
  await expect(get('/sandbox/status')).rejects.toThrow();
}, 300_000);

test('starts on schemas that do not compose, and comes alive at the save that mends them', async () => {
  writeFileSync(schema, CATALOG.replace('name: String!', 'name: Lost'));
  const { get, ask, said } = await startDev();
  await expect
    .poll(() => get('/sandbox/status').catch(() => null), soon)
    .toMatchObject({ state: 'failed', hasComposed: false });
  expect(said()).toMatch(/Nothing has composed so far[\s\S]*catalog\.graphql:3:/);
  expect(await ask('{ graph }')).toEqual({ data: { graph: 'DOES_NOT_COMPOSE_YET' } });
  writeFileSync(schema, CATALOG);
  await expect
    .poll(() => ask('{ product { id name priceMinor } }'), soon)
    .toMatchObject({ data: { product: { id: expect.any(String) } } });
  expect(await get('/sandbox/status')).toMatchObject({ state: 'ok', hasComposed: true });
}, 300_000);

test('follows what others publish, and the schemas of processes beside it', async () => {
  const env = registry();
  const sdlFile = join(folder, 'stock.graphql');
  const publish = async (sdl: string) => {
    writeFileSync(sdlFile, sdl);
    const address = ['--routing-url', 'http://stock.test/graphql'];
    const args = ['shop@test', '--name', 'stock', '--schema', sdlFile, ...address];
    expect(await runCauseway(['subgraph', 'publish', ...args], { env })).toMatchObject({
      status: 0,
    });
  };
  await runCauseway(['graph', 'create', 'shop'], { env });
  await publish('type Query { stock: Int! }');
  own.use('prices', PRICES);
  writeFileSync(
    config,
    `subgraphs: { prices: { schema: { subgraph_url: "${own.urlOf('prices')}" } } }`,
  );
  const { ask, said } = await startDev(['shop@test', '--mock-all'], env);
  await expect
    .poll(() => ask('{ stock }'), soon)
    .toMatchObject({ data: { stock: expect.any(Number) } });

  own.use('prices', `${PRICES}type Query { currency: String! }`);
  await expect.poll(() => ask('{ currency }'), soon).toEqual({ data: { currency: 'EUR' } });
  expect(said()).toContain('prices has another schema');

  await publish('type Query { stock: Int! shelves: Int! }');
  await expect
    .poll(() => ask('{ shelves }'), soon)
    .toMatchObject({ data: { shelves: expect.any(Number) } });
  expect(said()).toContain('stock has another schema (shop@test)');
}, 300_000);

test('refuses to mock what is not there', async () => {
  const args = ['--name', 'catalog', '--url', own.urlOf('catalog'), '--supergraph-config', config];
  expect(await runCauseway(['dev', ...args, '--mock', 'orders'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no subgraph "orders" to mock: others are prices'),
  });
});
