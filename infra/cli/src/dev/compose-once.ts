import {
  CompositionError,
  composeSupergraph,
  IntrospectionError,
  introspectSubgraph,
  type SubgraphInput,
} from '@causeway/schema-kit';
import type { Problem } from '../cli-error.ts';
import type { DevOptions } from './dev-verb.ts';

export type Composed =
  | { state: 'ok'; supergraphSdl: string; problems: readonly [] }
  | { state: 'failed'; problems: readonly Problem[] };

/** Composes one's own subgraph, as it is now, with the others. Never throws for what its author wrote. */
export async function composeOnce(
  { name, url, schema }: DevOptions,
  others: readonly SubgraphInput[],
): Promise<Composed> {
  try {
    const own: SubgraphInput =
      schema === undefined
        ? { name, url, typeDefs: await introspectSubgraph(url) }
        : { name, url, schemaPath: schema };
    const { supergraphSdl } = composeSupergraph({ subgraphs: [own, ...others] });
    return { state: 'ok', supergraphSdl, problems: [] };
  } catch (error) {
    if (error instanceof CompositionError) return { state: 'failed', problems: error.reasons };
    if (!(error instanceof IntrospectionError)) throw error;
    const fix = 'start the subgraph, or give its schema with --schema.';
    const problem = { code: 'SUBGRAPH_UNREADABLE', message: error.message, places: [], fix };
    return { state: 'failed', problems: [problem] };
  }
}
