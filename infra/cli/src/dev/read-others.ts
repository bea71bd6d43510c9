import type { SubgraphInput } from '@causeway/schema-kit';
import { parseGraphRef } from '../input/graph-ref.ts';
import { FETCH_SUBGRAPHS } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect } from '../registry/registry-verb.ts';
import { readConfig } from '../supergraph/read-config.ts';
import type { DevOptions } from './dev-verb.ts';

/** The subgraphs beside one's own: those of a variant, over which those of a file go. */
export async function readOthers(
  ref: string | undefined,
  options: DevOptions,
): Promise<readonly SubgraphInput[]> {
  const { supergraphConfig: config, name: own } = options;
  const published = ref ? await readVariant(parseGraphRef(ref), options) : [];
  const configured = config === undefined ? [] : await readConfig(config, options);
  const beaten = new Set([own, ...configured.map(({ name }) => name)]);
  return [
    ...published.filter(({ name }) => !beaten.has(name)),
    ...configured.filter(({ name }) => name !== own),
  ];
}

async function readVariant(ref: string, options: DevOptions): Promise<SubgraphInput[]> {
  const { variant } = await connect(options)<{
    variant: { subgraphs: readonly { name: string; routingUrl: string; sdl: string }[] } | null;
  }>(FETCH_SUBGRAPHS, { ref });
  return required(variant, `variant ${ref}`).subgraphs.map(({ name, routingUrl: url, sdl }) => ({
    ...{ name, url, typeDefs: sdl },
  }));
}
