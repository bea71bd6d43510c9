import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, GraphFiles } from './contender.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const HIVE = here('../peers/node_modules/@graphql-hive/gateway/dist/bin.js');

/** Our gateway among the contenders. */
export const OWN_NAME = 'causeway';
const OWN_ENTRY = here('../../src/main.ts');

/** Every gateway that is measured, ours first, then the peers, then the floors. */
export const contenders: readonly Contender[] = [
  causeway(OWN_ENTRY),
  peer('apollo-express', '../peers/apollo-express.mjs'),
  peer('apollo-fastify', '../peers/apollo-fastify.mjs'),
  hive('hive-js', ['--jit']),
  hive('hive-rust', ['--hive-router-runtime']),
  {
    ...peer('mercurius', '../peers/mercurius/mercurius.mjs'),
    findObstacle: ({ name }) =>
      ['planning', 'flagship'].includes(name) ? 'reads Federation 1 only' : null,
  },
  floor('io-floor', 'apollo-fastify'),
  floor('io-floor-causeway', OWN_NAME),
  {
    name: 'by-hand',
    command: ({ setupFile }, port) => ({
      args: [here('../floors/by-hand.ts'), setupFile, String(port)],
    }),
    findObstacle: ({ isWrittenByHand }) => (isWrittenByHand ? null : 'not written for it'),
  },
];

/** Our gateway as a user starts it; `entry` may be that of another checkout. */
export function causeway(entry: string): Contender {
  return {
    name: OWN_NAME,
    command: (graph, port) => ({
      nodeFlags: ['--max-semi-space-size=32'],
      args: [
        entry,
        ...['--supergraph', graph.supergraphFile, '--port', String(port)],
        ...['--config', writeSettings(graph)],
      ],
      env: { LOG_LEVEL: 'warn' },
    }),
    findObstacle: () => null,
  };
}

function peer(name: string, file: string): Contender {
  return {
    name,
    command: ({ setupFile }, port) => ({ args: [here(file), setupFile, String(port)] }),
    findObstacle: () => null,
  };
}

function hive(name: string, flags: readonly string[]): Contender {
  return {
    name,
    command: ({ supergraphFile, setupFile }, port) => ({
      args: [
        HIVE,
        ...['supergraph', supergraphFile, '--port', String(port), '--host', '127.0.0.1'],
        ...['--config-path', here('../peers/hive.config.mjs'), ...flags],
      ],
      env: { BENCH_SETUP: setupFile },
    }),
    findObstacle: () => null,
  };
}

/** The same requests to subgraphs as the recorded gateway's, and no work besides. */
function floor(name: string, recordingOf: string): Contender {
  return {
    name,
    command: ({ folder, setupFile }, port) => ({
      args: [
        here('../floors/io-floor.ts'),
        ...[setupFile, join(folder, `${recordingOf}.json`), String(port)],
      ],
    }),
    findObstacle: ({ name: workload }) =>
      workload === 'planning' ? 'each request needs other subgraph requests' : null,
    recordingOf,
  };
}

function writeSettings({ folder, setup }: GraphFiles): string {
  const file = join(folder, 'settings.yaml');
  const propagate = JSON.stringify(setup.forwardedHeaders);
  writeFileSync(file, `all:\n  headers:\n    propagate: ${propagate}\n`);
  return file;
}
