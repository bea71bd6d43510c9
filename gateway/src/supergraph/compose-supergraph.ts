import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, GraphQLError, parse, Source } from 'graphql';
import { CompositionError } from './composition-error.ts';

export { CompositionError } from './composition-error.ts';

/** A subgraph to compose: its schema as a file or as text. */
export type SubgraphInput = { name: string; url: string } & (
  | { schemaPath: string }
  | { typeDefs: string | DocumentNode }
);

/**
 * Composes subgraph schemas to a supergraph (Apollo Federation). Throws CompositionError with a reason
 * per fault, each naming the subgraph, the type and field, and the place in the file where it is known.
 */
export function composeSupergraph(options: { subgraphs: readonly SubgraphInput[] }): {
  supergraphSdl: string;
} {
  const services = options.subgraphs.map((subgraph) => ({
    name: subgraph.name,
    url: subgraph.url,
    typeDefs: documentOf(subgraph),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new CompositionError((errors ?? []).map(reasonOf));
  return { supergraphSdl };
}

function documentOf(subgraph: SubgraphInput): DocumentNode {
  if ('typeDefs' in subgraph && typeof subgraph.typeDefs !== 'string') return subgraph.typeDefs;
  const source =
    'schemaPath' in subgraph
      ? new Source(
          readSchema(subgraph.name, subgraph.schemaPath),
          relative('.', subgraph.schemaPath),
        )
      : new Source(subgraph.typeDefs as string, subgraph.name);
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const at = error.locations?.[0];
    throw new CompositionError([
      `[${subgraph.name}] ${error.message} (${source.name}:${at?.line ?? 1}:${at?.column ?? 1})`,
    ]);
  }
}

function readSchema(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CompositionError([`[${name}] ${path} cannot be read (${code})`]);
  }
}

/** The composer's own message names the subgraph and coordinate; its nodes know the place. */
function reasonOf(error: GraphQLError): string {
  const code = typeof error.extensions.code === 'string' ? `${error.extensions.code}: ` : '';
  const places = (error.nodes ?? []).flatMap(({ loc }) =>
    loc === undefined ? [] : [`${loc.source.name}:${loc.startToken.line}:${loc.startToken.column}`],
  );
  const at = places.length === 0 ? '' : ` (${[...new Set(places)].join(', ')})`;
  return `${code}${error.message}${at}`;
}
