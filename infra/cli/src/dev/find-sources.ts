import { relative, resolve } from 'node:path';
import { readSubgraph, readSubgraphSources, type SubgraphSource } from '@causeway/schema-kit';
import { parseGraphRef } from '../input/graph-ref.ts';
import { getPublished } from '../registry/get-published.ts';
import { connect } from '../registry/registry-verb.ts';
import type { DevOptions } from './dev-verb.ts';
import type { Source } from './subgraph-source.ts';
import { createVariantSource } from './variant-source.ts';

const PROCESS_PAUSE_MS = 1_000;
/** Who asks again soon does not wait as long as who asks once. */
const REGISTRY = { pauseMs: 5_000, deadlineMs: 15_000 } as const;

/**
 * Where the subgraphs come from, what goes over others first: one's own, those of a file, those of a
 * variant. Throws CompositionError for what is wrong with the file.
 */
export function findSources(ref: string | undefined, options: DevOptions): readonly Source[] {
  const { name, url, schema, supergraphConfig: config } = options;
  const own: SubgraphSource = {
    ...{ name, url },
    schema: schema === undefined ? { subgraph_url: url } : { file: resolve(schema) },
  };
  const configured = config === undefined ? [] : readSubgraphSources(resolve(config), process.env);
  const published = ref ? [createVariantSource(parseGraphRef(ref), options, REGISTRY)] : [];
  return [
    ...[own, ...configured.filter((source) => source.name !== name)].map((source) =>
      sourceOf(source, options),
    ),
    ...published,
  ];
}

function sourceOf(source: SubgraphSource, options: DevOptions): Source {
  const { name } = source;
  const context = {
    getPublished: (ref: string, published: string) =>
      getPublished(connect(options, REGISTRY), { ref, name: published }),
  };
  return { name, ...rhythmOf(source), read: async () => [await readSubgraph(source, context)] };
}

function rhythmOf({ name, schema }: SubgraphSource): Pick<Source, 'label' | 'pauseMs'> {
  if ('file' in schema) return { label: relative('.', schema.file), pauseMs: null };
  if ('sdl' in schema) return { label: name, pauseMs: null };
  if ('graphref' in schema) {
    return { label: `${schema.subgraph} in ${schema.graphref}`, pauseMs: REGISTRY.pauseMs };
  }
  return { label: schema.subgraph_url, pauseMs: PROCESS_PAUSE_MS };
}
