import { resolve } from 'node:path';
import type { SubgraphInput } from '@causeway/schema-kit';
import { getPublished } from '../registry/get-published.ts';
import { connect, type RegistryOptions } from '../registry/registry-verb.ts';

/** Reads rover's `supergraph.yaml`, with what it takes from the registry and from running subgraphs. */
export async function readConfig(
  path: string,
  options: RegistryOptions,
): Promise<readonly SubgraphInput[]> {
  const { readSupergraphConfig } = await import('@causeway/schema-kit');
  return readSupergraphConfig(resolve(path), {
    env: process.env,
    getPublished: (ref, name) => getPublished(connect(options), { ref, name }),
  });
}
