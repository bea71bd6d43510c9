import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { afterAll, beforeAll } from 'vitest';
import { startPeople, startReviews, supergraphOf } from './small-graph.ts';
import type { SmallSubgraph } from './start-small-subgraph.ts';

export interface TestGateway {
  url: string;
  people: SmallSubgraph;
  reviews: SmallSubgraph;
  supergraphFile: string;
  running: RunningGateway;
}

/**
 * A gateway in this process over two small subgraphs: `people` knows names, `reviews` what they wrote.
 * `environment` is the gateway's environment beside PORT and SUPERGRAPH; `config` its settings file.
 */
export function useGateway(
  options: { environment?: () => Record<string, string>; config?: () => string } = {},
): () => TestGateway {
  let gateway: TestGateway | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-gateway-'));
    const people = await startPeople();
    const reviews = await startReviews();
    const supergraphFile = join(folder, 'supergraph.graphql');
    await writeFile(supergraphFile, supergraphOf([people, reviews]));
    const config = join(folder, 'gateway.yaml');
    await writeFile(config, options.config?.() ?? '{}');
    const settings = readGatewaySettings(
      { config, supergraph: supergraphFile, port: '0' },
      { LOG_LEVEL: 'silent', METRICS_PORT: 'off', ...options.environment?.() },
    );
    // No connection of a test is used again in the end.
    const running = await startGateway({ ...settings, drainIdleMs: 0 });
    gateway = { url: running.url, people, reviews, supergraphFile, running };
  });

  afterAll(async () => {
    await gateway?.running.close();
    await Promise.all([gateway?.people.stop(), gateway?.reviews.stop()]);
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  return () => {
    if (gateway === undefined) throw new Error('The gateway runs only inside tests.');
    return gateway;
  };
}
