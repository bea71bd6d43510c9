import { CompositionError, type CompositionReason, composeSupergraph } from '@causeway/schema-kit';
import { printSchema } from 'graphql';

// Runs in a thread: composer.ts starts it.

/** A subgraph as it is handed from one thread to another. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly routingUrl: string;
  readonly sdl: string;
}

export type Composition =
  | {
      readonly kind: 'composed';
      readonly supergraphSdl: string;
      readonly apiSdl: string;
      readonly hints: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reasons: readonly CompositionReason[] };

/** Composes what is published; places in reasons are `subgraph:line:column`. */
export default function compose(subgraphs: readonly ComposedSubgraph[]): Composition {
  const inputs = subgraphs.map(({ name, routingUrl: url, sdl: typeDefs }) => ({
    ...{ name, url, typeDefs },
  }));
  try {
    const { supergraphSdl, hints, apiSchema } = composeSupergraph({ subgraphs: inputs });
    return { kind: 'composed', supergraphSdl, hints, apiSdl: printSchema(apiSchema()) };
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return { kind: 'refused', reasons: error.reasons };
  }
}
