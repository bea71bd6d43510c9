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

async function startDev() {
  const port = await freePort();
  const args = ['--name', 'catalog', '--url', own.urlOf('catalog'), '--schema', schema];
  const others = ['--supergraph-config', config, '--mock', 'prices', '--port', String(port)];
  const env = { ...process.env, TMPDIR: temporary };
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

const soon = { timeout: 20_000 };

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
}, 60_000);

test('refuses to mock what is not there', async () => {
  const args = ['--name', 'catalog', '--url', own.urlOf('catalog'), '--supergraph-config', config];
  expect(await runCauseway(['dev', ...args, '--mock', 'orders'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no subgraph "orders" to mock: others are prices'),
  });
});
