import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REGISTRY_TOKEN, startTestRegistry, type TestRegistry } from '../support/start-registry.ts';
import { type SmallSubgraph, startSmallSubgraph } from '../support/start-small-subgraph.ts';

// The walk-through of docs/shipping-alone.md, step by step, with the commands that it names.

const REF = 'shop@production';
const cli = fileURLToPath(new URL('../../../infra/cli/src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'causeway-shipping-'));
const databases = useDatabase('registry');
/** A publish is served within two seconds, on a machine that does little else. */
const soon = { timeout: 60_000, interval: 50 };

let registry: TestRegistry;
let gateway: RunningGateway;
let catalog: SmallSubgraph;
let inventory: SmallSubgraph;

const CATALOG = {
  start: 'title: String! inStock: Int',
  withSubtitle: 'title: String! subtitle: String inStock: Int',
  withoutTitle: 'subtitle: String inStock: Int',
  withoutStock: 'title: String! subtitle: String',
};
const catalogSchema = (fields: string) => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { "One product." product(id: ID!): Product }
  "What the shop sells."
  type Product @key(fields: "id") { id: ID! ${fields} }`;
const inventorySchema = (override: string) => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])
  type Product @key(fields: "id") { id: ID! warehouse: String ${override} }`;
const overrideOf = (percent: number) =>
  `inStock: Int @override(from: "catalog", label: "percent(${percent})")`;

beforeAll(async () => {
  catalog = await startSmallSubgraph('catalog', {
    typeDefs: `type Query { product(id: ID!): Product }
      type Product @key(fields: "id") { id: ID! title: String! subtitle: String inStock: Int }`,
    resolvers: {
      Query: { product: (_, { id }) => ({ id }) },
      Product: { title: () => 'Blanket', subtitle: () => 'of wool', inStock: () => 3 },
    },
  });
  inventory = await startSmallSubgraph('inventory', {
    typeDefs: 'type Product @key(fields: "id") { id: ID! warehouse: String inStock: Int }',
    resolvers: { Product: { warehouse: () => 'A', inStock: () => 3 } },
  });
  registry = await startTestRegistry(databases().appUrl, folder);
  await causeway(['graph', 'create', 'shop']);
  write('catalog.graphql', catalogSchema(CATALOG.start));
  write('inventory.graphql', inventorySchema(''));
  write(
    'supergraph.yaml',
    JSON.stringify({
      subgraphs: {
        catalog: { routing_url: catalog.url, schema: { file: 'catalog.graphql' } },
        inventory: { routing_url: inventory.url, schema: { file: 'inventory.graphql' } },
      },
    }),
  );
  const published = await causeway(['supergraph', 'publish', REF, '--config', 'supergraph.yaml']);
  expect(published).toMatchObject({ status: 0 });
  gateway = await startFollowingGateway();
});

afterAll(async () => {
  await gateway?.close();
  await Promise.all([catalog?.stop(), inventory?.stop(), registry?.close()]);
  rmSync(folder, { recursive: true });
});

function startFollowingGateway(): Promise<RunningGateway> {
  const config = write(
    'gateway.yaml',
    JSON.stringify({
      registry: {
        ...{ url: registry.origin, graph: REF, token: REGISTRY_TOKEN },
        ...{ trustFile: registry.trustFile, usage: { flushSeconds: 1 } },
      },
    }),
  );
  const settings = readGatewaySettings(
    { config, port: '0' },
    { LOG_LEVEL: 'silent', METRICS_PORT: 'off' },
  );
  return startGateway({ ...settings, drainIdleMs: 0 });
}

function write(name: string, contents: string): string {
  const file = join(folder, name);
  writeFileSync(file, contents);
  return file;
}

async function causeway(args: readonly string[]) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      NO_COLOR: '1',
      ...{ CAUSEWAY_REGISTRY: registry.origin, CAUSEWAY_TOKEN: REGISTRY_TOKEN },
    },
  });
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = (await closed) as [number];
  return { status, stdout, stderr };
}

function ship(verb: 'check' | 'publish', name: string, schema: string) {
  write(`${name}.graphql`, schema);
  return causeway(['subgraph', verb, REF, '--name', name, '--schema', `${name}.graphql`]);
}

async function ask(query: string) {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'apollographql-client-name': 'web',
      'apollographql-client-version': '1.4',
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Record<string, never>; errors?: unknown };
}

const STOCK = 'query Stock { product(id: "1") { inStock } }';

// Each step starts a process or two.
describe('a team ships its subgraph alone', { timeout: 240_000 }, () => {
  test('a safe change: checked, published, served', async () => {
    const schema = catalogSchema(CATALOG.withSubtitle);
    expect(await ship('check', 'catalog', schema)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 safe change'),
    });
    expect(await ship('publish', 'catalog', schema)).toMatchObject({ status: 0 });
    const query = '{ product(id: "1") { subtitle } }';
    await expect
      .poll(() => ask(query), soon)
      .toEqual({ data: { product: { subtitle: 'of wool' } } });
  });

  test('a breaking change: refused, because a client uses the field', async () => {
    await ask('query Title { product(id: "1") { title } }');
    const isRecorded = async () => {
      const { variant } = await registry.ask<{ variant: { operations: { name: string }[] } }>(
        'query ($ref: String!) { variant(ref: $ref) { operations { name } } }',
        { ref: REF },
      );
      return variant.operations.map(({ name }) => name);
    };
    await expect.poll(isRecorded, soon).toContain('Title');
    const { status, stdout } = await ship('check', 'catalog', catalogSchema(CATALOG.withoutTitle));
    expect(status).toBe(1);
    expect(stdout).toContain('Product.title');
    expect(stdout).toContain('query Title, 1 request');
    expect(stdout).toContain('web 1.4');
  });

  test('a field moves to another subgraph, a share of the requests after the other', async () => {
    /** Which share of the requests for the field the new owner is asked for. */
    const share = async (requests: number) => {
      const before = inventory.received.length;
      const answers = await Promise.all(Array.from({ length: requests }, () => ask(STOCK)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
        new Set(['{"data":{"product":{"inStock":3}}}']),
      );
      return (inventory.received.length - before) / requests;
    };
    const isServed = async (version: number) => {
      const { variant } = await registry.ask<{ variant: { gateways: { serving: number }[] } }>(
        'query ($ref: String!) { variant(ref: $ref) { gateways { serving } } }',
        { ref: REF },
      );
      return variant.gateways.map(({ serving }) => serving >= version);
    };
    let version = 2;
    for (const [percent, least, most] of [
      [0, 0, 0],
      // Requests in flight at the same time are answered once, so that the share is a rough one.
      [50, 0.01, 0.99],
      [100, 1, 1],
    ] as const) {
      const schema = inventorySchema(overrideOf(percent));
      expect(await ship('check', 'inventory', schema)).toMatchObject({ status: 0 });
      expect(await ship('publish', 'inventory', schema)).toMatchObject({ status: 0 });
      version += 1;
      await expect.poll(() => isServed(version), soon).toEqual([true]);
      let asked = 0;
      for (let round = 0; round < 40; round += 1) asked += await share(1);
      expect(asked / 40).toBeGreaterThanOrEqual(least);
      expect(asked / 40).toBeLessThanOrEqual(most);
    }
    const withoutStock = catalogSchema(CATALOG.withoutStock);
    write('inventory.graphql', inventorySchema('inStock: Int'));
    expect(await ship('check', 'catalog', withoutStock)).toMatchObject({ status: 0 });
    expect(await ship('publish', 'catalog', withoutStock)).toMatchObject({ status: 0 });
    expect(await ship('publish', 'inventory', inventorySchema('inStock: Int'))).toMatchObject({
      status: 0,
    });
    await expect.poll(() => isServed(version + 2), soon).toEqual([true]);
    expect(await share(1)).toBe(1);
  });
});
