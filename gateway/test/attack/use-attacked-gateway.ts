import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';
import { afterAll, beforeAll } from 'vitest';
import { createReadMemory } from '../../attack/run/read-memory.ts';
import { readTarget } from '../../attack/target/read-target.ts';
import type { Target } from '../../attack/target/target.ts';
import { type RunningProcess, spawnProcess } from '../e2e/spawn-process.ts';
import { supergraphOf } from '../support/small-graph.ts';
import type { SmallSubgraph } from '../support/start-small-subgraph.ts';
import { startTokenIssuer, type TokenIssuer } from '../support/token-issuer.ts';

const ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const AUDIENCE = 'causeway';
/** Long enough to see that others are served; who is patient runs `npm run attack -- --hold 40`. */
const HOLD_MS = 500;

export interface AttackedGateway {
  process: RunningProcess;
  target: Target;
  issuer: TokenIssuer;
  subgraphs: readonly SmallSubgraph[];
  readMemory(): Promise<number | null>;
}

/**
 * A gateway as a process of its own, so that what innocent clients wait for is the server and not the test;
 * as in production, with a token issuer. `query` is what innocent clients ask.
 */
export function useAttackedGateway(options: {
  start: () => Promise<readonly SmallSubgraph[]>;
  query: string;
}): () => AttackedGateway {
  let attacked: AttackedGateway | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-attack-'));
    const [subgraphs, issuer] = await Promise.all([options.start(), startTokenIssuer()]);
    const supergraph = join(folder, 'supergraph.graphql');
    const schemaFile = join(folder, 'schema.graphql');
    const sdl = supergraphOf(subgraphs);
    await writeFile(supergraph, sdl);
    await writeFile(schemaFile, apiSchemaOf(sdl));
    const process = await startProcess(supergraph, issuer);
    const target = await readTarget({
      ...{ url: new URL(process.url), headers: {}, query: options.query, schemaFile },
      ...{ holdMs: HOLD_MS, publicKeys: await publicKeysOf(issuer) },
    });
    const readMemory = createReadMemory({ pid: process.pid });
    attacked = { process, target, issuer, subgraphs, readMemory };
  });

  afterAll(async () => {
    await attacked?.process.stop();
    attacked?.issuer.stop();
    await Promise.all((attacked?.subgraphs ?? []).map((subgraph) => subgraph.stop()));
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  return () => {
    if (attacked === undefined) throw new Error('The gateway runs only inside tests.');
    return attacked;
  };
}

function apiSchemaOf(supergraphSdl: string): string {
  return printSchema(Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema());
}

function startProcess(
  supergraph: string,
  { issuer, jwksUrl }: TokenIssuer,
): Promise<RunningProcess> {
  return spawnProcess(ENTRY, {
    args: ['--supergraph', supergraph, '--port', '0'],
    env: {
      ...{ JWT_ISSUER: issuer, JWKS_URL: jwksUrl, JWT_AUDIENCE: AUDIENCE },
      ...{ NODE_ENV: 'production', METRICS_PORT: 'off' },
    },
  });
}

async function publicKeysOf({ jwksUrl }: TokenIssuer): Promise<Target['publicKeys']> {
  const response = await fetch(jwksUrl);
  const { keys } = (await response.json()) as { keys: Target['publicKeys'] };
  return keys;
}
