import { type Schema, Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { type OverrideLabel, readJoinDirectives } from './read-join-directives.ts';
import { SupergraphError } from './supergraph-error.ts';

/** A supergraph that was found valid, in the forms that its users need. */
export interface LoadedSupergraph {
  readonly sdl: string;
  /** The schema that clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly subgraphs: readonly SubgraphAddress[];
  /** All types, also those that clients do not see. */
  readonly fullSchema: GraphQLSchema;
  readonly overrideLabels: readonly OverrideLabel[];
  /** Whether arguments are filled from the context of a field's ancestors (`@fromContext`). */
  readonly usesContexts: boolean;
  /** Apollo's own forms of it, for its planner. */
  readonly apollo: { readonly supergraph: Supergraph; readonly apiSchema: Schema };
}

export interface SubgraphAddress {
  readonly name: string;
  readonly url: string;
}

/** Reads a supergraph. Throws SupergraphError with the reason when it is not a valid one. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  try {
    // Validated in production too: an invalid file must never replace a valid one.
    const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
    const apiSchema = supergraph.apiSchema();
    return {
      sdl,
      apiSchema: apiSchema.toGraphQLJSSchema(),
      subgraphs: supergraph.subgraphsMetadata(),
      fullSchema: supergraph.schema.toGraphQLJSSchema(),
      ...readJoinDirectives(sdl),
      apollo: { supergraph, apiSchema },
    };
  } catch (cause) {
    throw new SupergraphError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
