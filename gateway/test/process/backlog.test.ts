import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningProcess, spawnProcess } from '../e2e/spawn-process.ts';
import { startPeople, supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';

const entry = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** More than Node lets wait by itself. */
const CLIENTS = 1_000;
let folder: string;
let people: SmallSubgraph;
let gateway: RunningProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-backlog-'));
  people = await startPeople();
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf([people]));
  gateway = await spawnProcess(entry, {
    args: ['--supergraph', supergraph, '--port', '0'],
    env: { METRICS_PORT: 'off' },
  });
});
afterAll(async () => {
  await gateway.stop();
  await people.stop();
  await rm(folder, { recursive: true });
});

test.runIf(systemLimit() >= CLIENTS)(
  'a gateway that is held up loses none of those who come meanwhile, where the system lets so many wait',
  async () => {
    process.kill(gateway.pid, 'SIGSTOP');
    const clients = Array.from({ length: CLIENTS }, () => startClient(gateway.url));
    try {
      // Whom the system turns away comes again and again in vain, until the gateway takes somebody.
      await Promise.all(clients.map(({ connected }) => connected));
    } finally {
      process.kill(gateway.pid, 'SIGCONT');
    }
    const answers = await Promise.all(clients.map(({ answer }) => answer));
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 200 OK']));
  },
);

/** How many the system lets wait at most: 128 on macOS, where that is no file. */
function systemLimit(): number {
  if (process.platform !== 'linux') return 128;
  return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
}

/** Connects and asks at once. */
function startClient(url: string) {
  const { hostname, port } = new URL(url);
  const connected = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  let received = '';
  const socket = connect({ host: hostname, port: Number(port) }, () => {
    socket.write('GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    connected.resolve();
  });
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    received += text;
  });
  socket.on('error', (error) => {
    connected.reject(error);
    received = error.message;
  });
  socket.on('close', () => answer.resolve(received.split('\r\n')[0] ?? ''));
  return { connected: connected.promise, answer: answer.promise };
}
