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
const query = '{ people { name } }';
let folder: string;
let supergraph: string;
let people: SmallSubgraph;
let gateways: RunningProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-reuse-port-'));
  people = await startPeople();
  supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf([people]));
});
afterEach(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  gateways = [];
});
afterAll(async () => {
  await people.stop();
  await rm(folder, { recursive: true });
});

const argsFor = (port: string) => ['--supergraph', supergraph, '--port', port];

async function start(port: string, env: Record<string, string>): Promise<RunningProcess> {
  const gateway = await spawnProcess(entry, { args: argsFor(port), env });
  gateways.push(gateway);
  return gateway;
}

// Off Linux and the BSDs the kernel has no such option.
describe.skipIf(['darwin', 'win32'].includes(process.platform))(
  'REUSE_PORT',
  { timeout: 180_000 },
  () => {
    const shared = { REUSE_PORT: 'true' };

    test('lets gateways share a port: both answer, and one goes on when the other stops', async () => {
      const first = await start('0', shared);
      const second = await start(new URL(first.url).port, shared);
      expect(second.url).toBe(first.url);

      await expect
        .poll(async () => {
          await ask(first.url);
          return gateways.map(hasAnswered);
        })
        .toEqual([true, true]);

      expect(await first.stop()).toBe(0);
      for (let asked = 0; asked < 5; asked += 1) expect(await ask(second.url)).toBe(200);
    });

    test.each([
      { holder: {}, other: shared },
      { holder: shared, other: {} },
    ])('says that the port is taken unless both share it: %j', async ({ holder, other }) => {
      const { port } = new URL((await start('0', holder)).url);
      const { status, stderr } = spawnSync(process.execPath, [entry, ...argsFor(port)], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', ...other },
      });
      expect([status, stderr]).toEqual([
        1,
        `Invalid configuration:\n  port: cannot listen on 127.0.0.1:${port} (EADDRINUSE)\n`,
      ]);
    });

    test('is true or false', () => {
      const { status, stderr } = spawnSync(process.execPath, [entry, ...argsFor('0')], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', REUSE_PORT: 'yes' },
      });
      expect([status, stderr]).toEqual([
        1,
        expect.stringContaining('reusePort (REUSE_PORT): Invalid input: expected boolean'),
      ]);
    });
  },
);

/** On a connection of its own: the kernel chooses a process for each connection. */
async function ask(url: string): Promise<number> {
  return (await sendOperation(url, { query, headers: { connection: 'close' } })).status;
}

const hasAnswered = ({ log }: RunningProcess) =>
  log.some((line) => line.includes('"msg":"request"'));
