import { resolve } from 'node:path';
import type { SubgraphInput } from '@causeway/schema-kit';
import { FETCH_SUBGRAPH } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions } from '../registry/registry-verb.ts';

/** Reads rover's `supergraph.yaml`, with what it takes from the registry and from running subgraphs. */
export async function readConfig(
  path: string,
  options: RegistryOptions,
): Promise<readonly SubgraphInput[]> {
  const { readSupergraphConfig } = await import('@causeway/schema-kit');
  return readSupergraphConfig(resolve(path), {
    env: process.env,
    async getPublished(ref, name) {
      const { variant } = await connect(options)<{ variant: Variant | null }>(FETCH_SUBGRAPH, {
        ...{ ref, name },
      });
      const found = required(required(variant, `variant ${ref}`).subgraph, `${name} in ${ref}`);
      return { url: found.routingUrl, sdl: found.sdl };
    },
  });
}

interface Variant {
  subgraph: { routingUrl: string; sdl: string } | null;
}
