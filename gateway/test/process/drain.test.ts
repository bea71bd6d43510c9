import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type GraphResponse, sendOperation } from '../e2e/graph-client.ts';
import { type RunningProcess, spawnProcess } from '../e2e/spawn-process.ts';
import { startPeople, supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

// A process loads much before it begins: on a machine that does other things, for long.
vi.setConfig({ testTimeout: 180_000 });

const entry = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const query = '{ people { name } }';
const answer = { data: { people: [{ name: 'Ada' }, { name: 'Grace' }] } };
let folder: string;
let supergraph: string;
let people: SmallSubgraph;
let gateway: RunningProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-drain-'));
  people = await startPeople();
  supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf([people]));
});
afterEach(() => gateway.stop());
afterAll(async () => {
  await people.stop();
  await rm(folder, { recursive: true });
});

async function start(settings = '{}', { detached = false } = {}): Promise<void> {
  const config = join(folder, 'gateway.yaml');
  await writeFile(config, settings);
  gateway = await spawnProcess(entry, {
    args: ['--supergraph', supergraph, '--port', '0', '--config', config],
    env: { METRICS_PORT: 'off' },
    detached,
  });
}

const messages = () => gateway.log.map((line) => JSON.parse(line).msg);
const untilClosing = () => expect.poll(messages).toContain('closing');
const ask = () => sendOperation(gateway.url, { query });
const untilPortIsClosed = () =>
  expect.poll(() => fetch(gateway.url).then(Boolean, () => 'refused')).toBe('refused');

/** A client with one connection, which it keeps. */
function createClient() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return async (document: string) => {
    const headers = { 'content-type': 'application/json' };
    const request = httpRequest(gateway.url, { method: 'POST', headers, agent });
    request.end(JSON.stringify({ query: document }));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks = await response.toArray();
    return {
      connection: response.headers.connection,
      body: JSON.parse(Buffer.concat(chunks).toString()) as GraphResponse<unknown>['body'],
    };
  };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'on %s, what has been taken on is answered, and nothing new is taken on',
  async (signal) => {
    await start();
    const held = people.holdNext();
    const answered = ask();
    await held.arrived;
    const exit = gateway.stop(signal);
    await untilClosing();
    await untilPortIsClosed();
    held.answer();
    const { body, headers } = await answered;
    expect(body).toEqual(answer);
    expect(headers.get('connection')).toBe('close');
    expect(await exit).toBe(0);
  },
);

test('a request that comes on an open connection is answered, and the connection closed after', async () => {
  await start('drainIdleMs: 60000\ndrainTimeoutMs: 60000');
  const send = createClient();
  expect(await send(query)).toEqual({ connection: 'keep-alive', body: answer });
  const exit = gateway.stop();
  await untilPortIsClosed();
  expect(await send(query)).toEqual({ connection: 'close', body: answer });
  expect(await exit).toBe(0);
});

test('connections on which nothing comes are closed after a while', async () => {
  await start();
  await createClient()(query);
  expect(await gateway.stop()).toBe(0);
  expect(messages()).not.toContain('requests cut off');
});

test('ready says no before requests are refused, for as long as it is told to', async () => {
  await start('drainDelayMs: 5000');
  const health = async (name: string) =>
    (await fetch(new URL(`/health/${name}`, gateway.url))).status;
  expect(await health('ready')).toBe(200);
  const exit = gateway.stop();
  await expect.poll(() => health('ready')).toBe(503);
  expect(await health('live')).toBe(200);
  expect((await ask()).status).toBe(200);
  expect(await exit).toBe(0);
});

test('what takes longer than there is time is told so, and its requests to subgraphs are given up', async () => {
  await start('drainTimeoutMs: 200');
  const held = people.holdNext();
  const answered = ask();
  await held.arrived;
  expect(await gateway.stop()).toBe(0);
  const { status, headers, body } = await answered;
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  expect(body.errors?.[0]?.extensions?.code).toBe('SHUTTING_DOWN');
  await held.abandoned;
  held.answer();
});

test('operations are planned until the end, also when the whole group of processes is told to go', async () => {
  await start('drainIdleMs: 60000\ndrainTimeoutMs: 60000', { detached: true });
  const send = createClient();
  await send(query);
  const held = people.holdNext();
  const answered = ask();
  await held.arrived;
  process.kill(-gateway.pid, 'SIGINT');
  await untilClosing();
  expect((await send('{ people { id name } }')).body.errors).toBeUndefined();
  held.answer();
  expect((await answered).body).toEqual(answer);
  expect(await gateway.exited).toBe(0);
  expect(messages()).not.toContain("planned by Apollo's planner: Hive's has failed");
});
