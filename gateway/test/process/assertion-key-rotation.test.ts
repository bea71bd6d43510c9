import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeSupergraph } from '@causeway/schema-kit';
import {
  anonymous,
  assertionKey,
  createAssertionSigner,
  createAssertionVerifier,
  createLogger,
  type RunningSubgraph,
  startSubgraph,
  watchAssertionTrust,
} from '@causeway/subgraph-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { type RunningProcess, spawnProcess } from '../e2e/spawn-process.ts';

const entry = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const query = '{ whoAmI }';
const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { whoAmI: String! }`;
const [oldKey, newKey] = [createKey('old'), createKey('new')];
const clients = 8;
const log: { msg: string }[] = [];
let folder: string;
let subgraph: RunningSubgraph;
let gateway: RunningProcess;
let stopWatching = () => {};

function createKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = { ...privateKey.export({ format: 'jwk' }), kid };
  return {
    file: { issuer: 'causeway-gateway', key },
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid },
  };
}

/** As it should be done: written aside and renamed, so that nobody reads half of it. */
async function replace(name: string, contents: object): Promise<string> {
  const file = join(folder, name);
  await writeFile(`${file}.new`, JSON.stringify(contents));
  await rename(`${file}.new`, file);
  return file;
}
const trust = (...keys: { publicKey: object }[]) =>
  replace('trust.json', {
    issuers: { 'causeway-gateway': { keys: keys.map(({ publicKey }) => publicKey) } },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-keys-'));
  const destination = { write: (line: string) => void log.push(JSON.parse(line)) };
  const logger = createLogger({ name: 'catalog', level: 'info', destination });
  const trusted = watchAssertionTrust(await trust(oldKey), logger);
  stopWatching = trusted.stop;
  subgraph = await startSubgraph({
    name: 'catalog',
    typeDefs,
    resolvers: { Query: { whoAmI: () => 'nobody' } },
    buildContext: (request) => request,
    assertions: createAssertionVerifier({ audience: 'catalog', trust: trusted }),
    host: '127.0.0.1',
    port: 0,
    logger,
    isReady: async () => true,
  });
  const { supergraphSdl } = composeSupergraph({
    subgraphs: [{ name: 'catalog', url: subgraph.url, typeDefs }],
  });
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphSdl);
  gateway = await spawnProcess(entry, {
    args: ['--supergraph', supergraph, '--port', '0'],
    env: { METRICS_PORT: 'off', ASSERTION_KEY_FILE: await replace('key.json', oldKey.file) },
  });
});
afterAll(async () => {
  await gateway.stop();
  await subgraph.close();
  stopWatching();
  await rm(folder, { recursive: true });
});

/** Clients that ask, one request after the other, until they are told to stop. */
function keepAsking() {
  const answers: unknown[] = [];
  let isAsking = true;
  const asking = Array.from({ length: clients }, async () => {
    while (isAsking) answers.push((await sendOperation(gateway.url, { query })).body);
  });
  return {
    answers,
    async stop() {
      isAsking = false;
      await Promise.all(asking);
    },
  };
}

const reloadsOf = (lines: readonly string[]) =>
  lines.filter((line) => line.includes('"keys reloaded"')).length;
const subgraphReloads = () => log.filter(({ msg }) => msg === 'keys reloaded').length;

/** What the subgraph answers to a request that is signed with this key. */
async function statusOf({ file }: { file: object }): Promise<number> {
  const body = JSON.stringify({ query });
  const signer = createAssertionSigner({ current: assertionKey.parse(file) });
  const assertion = signer.sign({ audience: 'catalog', principal: anonymous, body });
  const headers = { 'content-type': 'application/json', 'causeway-assertion': assertion };
  return (await fetch(subgraph.url, { method: 'POST', headers, body })).status;
}

test('the key is changed while requests flow, and none of them is refused', async () => {
  const flow = keepAsking();
  /** Some are answered before the next step, by each client. */
  const flowing = async () => {
    const enough = flow.answers.length + 10 * clients;
    await expect.poll(() => flow.answers.length).toBeGreaterThan(enough);
  };
  expect([await statusOf(oldKey), await statusOf(newKey)]).toEqual([200, 401]);
  await flowing();

  await trust(oldKey, newKey);
  await expect.poll(subgraphReloads).toBe(1);
  expect([await statusOf(oldKey), await statusOf(newKey)]).toEqual([200, 200]);
  await flowing();

  await replace('key.json', newKey.file);
  await expect.poll(() => reloadsOf(gateway.log)).toBe(1);
  await flowing();

  await trust(newKey);
  await expect.poll(subgraphReloads).toBe(2);
  expect([await statusOf(oldKey), await statusOf(newKey)]).toEqual([401, 200]);
  await flowing();

  await flow.stop();
  expect(flow.answers.filter((body) => JSON.stringify(body) !== ANSWER)).toEqual([]);
});

const ANSWER = JSON.stringify({ data: { whoAmI: 'nobody' } });

test('a key file that is broken is reported, and the gateway goes on with the key it has', async () => {
  await writeFile(join(folder, 'key.json'), JSON.stringify(newKey.file).slice(0, -9));
  await expect
    .poll(() => gateway.log.filter((line) => line.includes('keys refused')))
    .toEqual([expect.stringContaining('is not JSON')]);
  expect((await sendOperation(gateway.url, { query })).body).toEqual(JSON.parse(ANSWER));
  expect(gateway.log.join()).not.toContain(String(newKey.file.key.d).slice(0, 8));
});
