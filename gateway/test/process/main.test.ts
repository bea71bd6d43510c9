import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { type RunningProcess, spawnProcess } from '../e2e/spawn-process.ts';
import { startPeople, supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

const entry = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
let folder: string;
let supergraph: string;
let people: SmallSubgraph;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-process-'));
  people = await startPeople();
  supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf([people]));
});
afterAll(async () => {
  await people.stop();
  await rm(folder, { recursive: true });
});

// A process loads much before it begins: on a machine that does other things, for long.
describe('the command line', { timeout: 180_000 }, () => {
  const run = (args: string[], env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    return { status, stdout, stderr };
  };

  test('helps', () => {
    const { status, stdout } = run(['--help']);
    expect([status, stdout]).toEqual([0, expect.stringContaining('--supergraph FILE')]);
  });

  test('prints the settings as they would be used', () => {
    const { status, stdout } = run(['config', 'print', '--supergraph', supergraph], {
      PORT: '4100',
    });
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { supergraph, port: 4100 }]);
  });

  test('refuses what it does not know', () => {
    expect(run(['--prot', '1'])).toEqual({
      status: 1,
      stdout: '',
      stderr: "Unknown option '--prot'. Try --help.\n",
    });
  });

  test('lists every problem of the settings, without a stack', () => {
    const { status, stderr } = run([], { PORT: 'x', JWT_ISSUER: 'https://issuer.test' });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^Invalid configuration:\n {2}JWKS_URL: .*\n {2}JWT_AUDIENCE: .*\n {2}port \(PORT\): .*\n {2}supergraph \(SUPERGRAPH\): .*\n$/,
    );
  });

  test('says when the supergraph is none', async () => {
    const file = join(folder, 'wrong.graphql');
    await writeFile(file, 'type Query { a: Int }');
    const { status, stderr } = run(['--supergraph', file, '--port', '0']);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`supergraph: ${file}: Invalid supergraph`),
    ]);
  });
});

describe('a gateway on its own', { timeout: 180_000 }, () => {
  let gateway: RunningProcess;
  afterEach(() => gateway.stop());

  const start = async (env: Record<string, string> = {}) => {
    gateway = await spawnProcess(entry, {
      args: ['--supergraph', supergraph, '--port', '0'],
      env,
    });
  };
  const logged = () => gateway.log.map((line) => JSON.parse(line));
  const query = '{ people { name } }';

  test('says that the port is taken', async () => {
    await start();
    const { port } = new URL(gateway.url);
    const other = spawnSync(process.execPath, [entry, '--supergraph', supergraph, '--port', port], {
      encoding: 'utf8',
    });
    expect([other.status, other.stderr]).toEqual([
      1,
      `Invalid configuration:\n  port: cannot listen on 127.0.0.1:${port} (EADDRINUSE)\n`,
    ]);
  });

  test('leaves one line for each request, and says what is open', async () => {
    await start();
    await sendOperation(gateway.url, {
      query: 'query People { people { name } }',
      headers: { 'x-request-id': 'request-7' },
    });
    await expect
      .poll(() => logged().find(({ requestId }) => requestId === 'request-7'))
      .toMatchObject({
        level: 'info',
        msg: 'request',
        method: 'POST',
        path: '/graphql',
        status: 200,
        operationName: 'People',
        operationType: 'query',
        subgraphRequests: 1,
        durationMs: expect.any(Number),
      });
    expect(people.received.at(-1)?.headers['x-request-id']).toBe('request-7');
    expect(logged().filter(({ requestId }) => requestId === 'request-7')).toHaveLength(1);
    await fetch(gateway.url, { headers: { accept: 'image/png', 'x-request-id': 'request-8' } });
    await expect
      .poll(() => logged().filter(({ requestId }) => requestId === 'request-8'))
      .toMatchObject([
        {
          ...{ msg: 'request', status: 406 },
          refused: [{ code: 'NOT_ACCEPTABLE', reason: expect.any(String) }],
        },
      ]);
    expect(logged().map(({ msg }) => msg)).toContain(
      'no JWT issuer is set: every request is anonymous, Authorization is ignored',
    );
  });

  test('reports to nobody, even where the variables of Apollo are set', async () => {
    await start({
      APOLLO_KEY: 'service:graph:key',
      APOLLO_GRAPH_REF: 'graph@current',
      APOLLO_SCHEMA_REPORTING: 'true',
      APOLLO_USAGE_REPORTING_ENDPOINT: new URL('/reports', people.url).href,
    });
    const before = people.received.length;
    expect((await sendOperation(gateway.url, { query })).status).toBe(200);
    expect(await gateway.stop()).toBe(0);
    expect(people.received.length - before).toBe(1);
  });
});
