import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSupergraphConfig } from './read-supergraph-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-compose-'));
const file = join(folder, 'supergraph.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, env = {}) {
  writeFileSync(file, text);
  return readSupergraphConfig(file, {
    env,
    getPublished: async (ref, name) => ({ url: `http://${name}.published`, sdl: `# ${ref}` }),
  });
}

test("reads rover's form, with each of the places that a schema comes from", async () => {
  const subgraph = createServer((request, response) =>
    response.end(JSON.stringify({ data: { _service: { sdl: `# ${request.headers['x-key']}` } } })),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => subgraph.once('listening', resolve));
  const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
  const subgraphs = await read(
    `
federation_version: =2.9.0
subgraphs:
  users:
    routing_url: http://users.test/graphql
    schema: { file: ./users.graphql }
  raw:
    routing_url: \${env.RAW_URL}
    schema: { sdl: "type Query { raw: ID }" }
  running:
    schema: { subgraph_url: "${url}", introspection_headers: { X-Key: "\${env.KEY:-open}" } }
  published:
    schema: { graphref: shop@production, subgraph: orders }
`,
    { RAW_URL: 'http://raw.test' },
  );
  subgraph.close();
  expect(subgraphs).toEqual([
    { name: 'users', url: 'http://users.test/graphql', schemaPath: join(folder, 'users.graphql') },
    { name: 'raw', url: 'http://raw.test', typeDefs: 'type Query { raw: ID }' },
    { name: 'running', url, typeDefs: '# open' },
    { name: 'published', url: 'http://orders.published', typeDefs: '# shop@production' },
  ]);
});

test.each([
  ['federation_version: 1\nsubgraphs: {}', 'only Federation 2 is composed'],
  ['subgraphs: { a: { schema: { file: a } } }', 'subgraphs.a.routing_url: required where'],
  [
    'subgraphs: { a: { routing_url: "http://a", schema: { url: "http://a" } } }',
    'subgraphs.a.schema: expected one of file, sdl, subgraph_url',
  ],
  ['subgraphs: [', 'at line 1'],
  [`subgraphs: { a: { routing_url: "\${env.NOT_SET}" } }`, 'the variable NOT_SET is not set'],
  [
    'subgraphs: { a: { schema: { subgraph_url: "http://127.0.0.1:9/" } } }',
    '[a] http://127.0.0.1:9/ does not tell its schema',
  ],
])('says what is wrong with %j', async (text, reason) => {
  await expect(read(text)).rejects.toThrow(reason);
});

test('says that there is no file', async () => {
  const context = { env: {}, getPublished: () => Promise.reject(new Error('not asked')) };
  await expect(readSupergraphConfig(join(folder, 'other.yaml'), context)).rejects.toThrow(
    'there is no such file',
  );
});
