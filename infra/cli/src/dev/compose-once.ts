import { CompositionError, composeSupergraph, type SubgraphInput } from '@causeway/schema-kit';
import type { Problem } from '../cli-error.ts';

export type Composed =
  | { state: 'ok'; supergraphSdl: string; problems: readonly [] }
  | { state: 'failed'; problems: readonly Problem[] };

/** Composes subgraphs as they are now. Never throws for what their authors wrote. */
export function composeOnce(subgraphs: readonly SubgraphInput[]): Composed {
  try {
    const { supergraphSdl } = composeSupergraph({ subgraphs });
    return { state: 'ok', supergraphSdl, problems: [] };
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return { state: 'failed', problems: error.reasons };
  }
}
