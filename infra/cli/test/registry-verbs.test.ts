import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ran, runCauseway } from './run-causeway.ts';
import { useRegistry } from './use-registry.ts';

const REF = 'shop@production';
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const ITEMS = `${LINK}type Query { item: Item }\ntype Item @key(fields: "id") { id: ID! name: String }\n`;
const PRICES = `${LINK}type Item @key(fields: "id") { id: ID! price: Int }\n`;

const registry = useRegistry();
const folder = mkdtempSync(join(tmpdir(), 'causeway-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const causeway = (args: readonly string[], env = {}, input?: string): Promise<Ran> =>
  runCauseway(args, {
    ...{ env: { ...registry(), ...env }, cwd: folder },
    ...(input !== undefined && { input }),
  });

const answer = async (...args: string[]) => {
  const { stdout, stderr, status } = await causeway([...args, '--format', 'json']);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).data;
};

/** An address goes along with the first publish only. */
const publish = (name: string, schema: string, ...more: string[]) =>
  causeway(['subgraph', 'publish', REF, '--name', name, '--schema', schema, ...more]);

beforeAll(async () => {
  write('items.graphql', ITEMS);
  write('prices.graphql', PRICES);
  expect(await causeway(['graph', 'create', 'shop'])).toMatchObject({ status: 0 });
  const first = await publish('items', 'items.graphql', '--routing-url', 'http://items.test/');
  expect(first).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`items published: ${REF} is at version 1.`),
  });
});

describe('what is published', () => {
  test('is listed and fetched as it was written', async () => {
    const { subgraphs } = await answer('subgraph', 'list', REF);
    expect(subgraphs).toMatchObject([{ name: 'items', routingUrl: 'http://items.test/' }]);
    expect(
      (await causeway(['subgraph', 'fetch', '--name', 'items'], { CAUSEWAY_GRAPH_REF: REF }))
        .stdout,
    ).toBe(ITEMS);
    await causeway(['supergraph', 'fetch', REF, '--output', 'supergraph.graphql']);
    expect(readFileSync(join(folder, 'supergraph.graphql'), 'utf8')).toContain('@join__graph');
  });

  test('comes from standard input too, and goes back to what it was', async () => {
    const changed = ITEMS.replace('name: String', 'title: String');
    const args = ['subgraph', 'publish', REF, '--name', 'items', '--schema', '-'];
    const { stdout } = await causeway([...args, '--reason', 'a better word'], {}, changed);
    expect(stdout).toContain('version 2.');
    const { changes } = await answer('graph', 'diff', REF);
    expect(changes).toContainEqual(expect.objectContaining({ coordinate: 'Item.name' }));
    expect((await causeway(['graph', 'rollback', REF, '--to', '1'])).stdout).toContain('version 3');
    const { versions } = await answer('graph', 'history', REF);
    expect(versions).toMatchObject([
      { number: 3, cause: 'ROLLBACK', restores: 1 },
      { number: 2, reason: 'a better word' },
      { number: 1 },
    ]);
  });

  test('goes out as a whole graph, composed again from the registry, and in part goes away', async () => {
    const config = write(
      'all.yaml',
      `subgraphs:
  items: { schema: { graphref: ${REF}, subgraph: items } }
  prices: { routing_url: "\${env.PRICES_URL}", schema: { file: prices.graphql } }`,
    );
    const env = { PRICES_URL: 'http://prices.test/' };
    const ref = 'shop@staging';
    const sent = await causeway(['supergraph', 'publish', ref, '--config', config], env);
    expect(sent).toMatchObject({ status: 0, stdout: expect.stringContaining('items, prices') });
    const composed = await causeway(['supergraph', 'compose', '--config', config], env);
    expect(composed.stdout).toContain('http://prices.test/');
    expect(await causeway(['subgraph', 'delete', ref, '--name', 'prices'])).toMatchObject({
      status: 0,
    });
    expect((await answer('subgraph', 'list', ref)).subgraphs).toHaveLength(1);
  });
});

describe('a check', () => {
  const check = (schema: string, ...more: string[]) =>
    causeway(['subgraph', 'check', REF, '--name', 'items', '--schema', schema, ...more]);

  test('passes what hurts nobody', async () => {
    const schema = write('more.graphql', ITEMS.replace('name: String', 'name: String size: Int'));
    const { status, stdout } = await check(schema);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^✓ items composes/)]);
    expect((await check(schema, '--format', 'markdown')).stdout).toContain(
      '### ✅ Schema check of `items`',
    );
  });

  test('refuses what does not compose, with the place in the file that was handed in', async () => {
    const schema = write('lost.graphql', `${LINK}type Query {\n  item: Lost\n}\n`);
    const { status, stdout } = await check(schema);
    expect(status).toBe(1);
    expect(stdout).toContain('lost.graphql:3:9');
    const { data } = JSON.parse((await check(schema, '--format', 'json')).stdout);
    expect(data).toMatchObject({ success: false, check: { status: 'FAILED' } });
  });
});

test('a contract is the part of another variant that its tags choose', async () => {
  const tagged = PRICES.replace('["@key"]', '["@key", "@tag"]').replace(
    'price: Int',
    'price: Int @tag(name: "internal")',
  );
  const config = write(
    'tagged.yaml',
    `subgraphs:
  items: { routing_url: "http://items.test/", schema: { file: items.graphql } }
  prices: { routing_url: "http://prices.test/", schema: { file: ${write('tagged.graphql', tagged)} } }`,
  );
  await causeway(['supergraph', 'publish', 'shop@whole', '--config', config]);
  const args = ['contract', 'set', 'shop@partners', '--source', 'shop@whole'];
  const set = await causeway([...args, '--exclude-tag', 'internal']);
  expect(set).toMatchObject({ status: 0, stdout: expect.stringContaining('follows shop@whole') });
  const { stdout } = await causeway(['supergraph', 'fetch', 'shop@partners', '--api']);
  expect(stdout).toContain('name: String');
  expect(stdout).not.toContain('price');
});

test('a token does what it may, and nothing once it is revoked', async () => {
  const grant = ['--grant', `${REF}/items:CHECK`];
  const made = await causeway(['token', 'create', '--name', 'items-ci', ...grant]);
  const env = { CAUSEWAY_TOKEN: made.stdout.trim() };
  expect(made.stdout).toMatch(/^cwt_\S+\n$/);
  const args = ['subgraph', 'publish', REF, '--name', 'items', '--schema', 'items.graphql'];
  const forbidden = await causeway(args, env);
  expect([forbidden.status, forbidden.stderr]).toEqual([4, expect.stringContaining('PUBLISH')]);
  const { tokens } = await answer('token', 'list', 'shop');
  const { id } = tokens.find(({ name }: { name: string }) => name === 'items-ci');
  expect(await causeway(['token', 'revoke', id])).toMatchObject({ status: 0 });
  expect(await causeway(args, env)).toMatchObject({
    status: 4,
    stderr: expect.stringContaining('revoked'),
  });
});

describe('says what is wrong and what to do, without a stack', () => {
  test.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['no token', ['graph', 'history', REF], { CAUSEWAY_TOKEN: '' }, 4, /set CAUSEWAY_TOKEN/],
    ['a wrong token', ['graph', 'history', REF], { CAUSEWAY_TOKEN: 'x' }, 4, /token create/],
    [
      'a graph that is not there',
      ['graph', 'history', 'other@here'],
      {},
      1,
      /no variant other@here/,
    ],
    ['no graph', ['graph', 'history'], {}, 2, /CAUSEWAY_GRAPH_REF/],
    ['a graph without a variant', ['graph', 'history', 'shop'], {}, 2, /graph@variant/],
    [
      'a registry that is away',
      ['graph', 'history', REF],
      { CAUSEWAY_REGISTRY: 'http://127.0.0.1:9' },
      ...([3, /does not answer \(ECONNREFUSED|bad port/] as [number, RegExp]),
    ],
    [
      'a schema that is not there',
      ['subgraph', 'publish', REF, '--name', 'items', '--schema', 'no.graphql'],
      ...([{}, 2, /no\.graphql cannot be read: there is no such file/] as const),
    ],
    ['a verb that it does not know', ['graph', 'histroy'], {}, 2, /Did you mean history/],
    ['an option without its value', ['graph', 'rollback', REF, '--to'], {}, 2, /argument missing/],
    ['no verb', ['graph'], {}, 2, /Usage: causeway graph/],
  ])('%s', async (_what, args, env, status, reason) => {
    const ran = await causeway(args, env);
    expect(ran).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(reason) });
    expect(ran.stderr).not.toMatch(/\n\s+at .*\.ts:/);
  });

  test('a syntax error, where it stands; the same as JSON', async () => {
    const schema = write('broken.graphql', 'type Query {\n  item: }\n');
    const ran = await publish('items', schema);
    expect([ran.status, ran.stderr]).toEqual([1, expect.stringContaining('broken.graphql:2:9')]);
    const { stdout } = await publish('items', schema, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      json_version: '1',
      data: null,
      error: { code: 'INVALID_GRAPHQL', problems: [{ places: ['broken.graphql:2:9'] }] },
    });
  });

  test('what does not compose: the places, and that nothing changed', async () => {
    const clash = write('clash.graphql', `${LINK}type Query { item: Int }\n`);
    const ran = await publish('other', clash, '--routing-url', 'http://other.test/');
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('clash.graphql:2:');
  });
});

test('colours are for terminals, unless they are asked for', async () => {
  const list = ['subgraph', 'list', REF];
  expect((await causeway(list)).stdout).not.toContain('\x1b[');
  expect((await causeway(list, { FORCE_COLOR: '1' })).stdout).toContain('\x1b[');
});
