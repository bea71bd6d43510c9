import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { composeServices } from '@apollo/composition';
import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  Source,
} from 'graphql';
import { CompositionError, type CompositionReason } from './composition-error.ts';
import { fixOf } from './composition-fixes.ts';
import { coordinateAt } from './coordinate-at.ts';

/** A subgraph to compose: its schema as a file or as text. */
export type SubgraphInput = { name: string; url: string } & (
  | { schemaPath: string }
  | { typeDefs: string | DocumentNode }
);

/**
 * Composes subgraph schemas to a supergraph (Apollo Federation). Throws CompositionError with a reason
 * per fault: the subgraph, the type and field, the place in the file where it is known, and how to
 * repair it.
 */
export function composeSupergraph(options: {
  subgraphs: readonly SubgraphInput[];
}): ComposedSupergraph {
  const services = readAll(options.subgraphs);
  const { supergraphSdl, schema, errors, hints } = composeServices(services);
  if (supergraphSdl === undefined) {
    const documents = services.map(({ typeDefs }) => typeDefs);
    throw new CompositionError((errors ?? []).map((error) => reasonOf(error, documents)));
  }
  return {
    supergraphSdl,
    hints: hints.map(({ message }) => message),
    apiSchema: () => schema.toAPISchema().toGraphQLJSSchema(),
  };
}

export interface ComposedSupergraph {
  readonly supergraphSdl: string;
  /** Where the composer sees reason to look, though it composes. */
  readonly hints: readonly string[];
  /** Makes the schema that clients see. */
  apiSchema(): GraphQLSchema;
}

interface Service {
  name: string;
  url: string;
  typeDefs: DocumentNode;
}

/** Reads every schema before it complains of any. */
function readAll(subgraphs: readonly SubgraphInput[]): Service[] {
  const reasons: CompositionReason[] = [];
  const services = subgraphs.flatMap((subgraph) => {
    const read = readDocument(subgraph);
    if ('code' in read) {
      reasons.push(read);
      return [];
    }
    return [{ name: subgraph.name, url: subgraph.url, typeDefs: read }];
  });
  if (reasons.length > 0) throw new CompositionError(reasons);
  return services;
}

function readDocument(subgraph: SubgraphInput): DocumentNode | CompositionReason {
  if ('typeDefs' in subgraph && typeof subgraph.typeDefs !== 'string') return subgraph.typeDefs;
  try {
    return parse(sourceOf(subgraph));
  } catch (error) {
    return unreadable(subgraph.name, error);
  }
}

function sourceOf(subgraph: SubgraphInput): Source {
  if ('typeDefs' in subgraph) return new Source(String(subgraph.typeDefs), subgraph.name);
  const { schemaPath } = subgraph;
  return new Source(readFileSync(schemaPath, 'utf8'), relative('.', schemaPath));
}

function unreadable(name: string, error: unknown): CompositionReason {
  if (error instanceof GraphQLError) {
    const { source, locations } = error;
    const at = `${source?.name}:${locations?.[0]?.line}:${locations?.[0]?.column}`;
    return { code: 'INVALID_GRAPHQL', message: `[${name}] ${error.message}`, places: [at] };
  }
  const { code, path, message } = error as NodeJS.ErrnoException;
  const what = code === undefined ? message : `${path} cannot be read (${code})`;
  return { code: 'SUBGRAPH_UNREADABLE', message: `[${name}] ${what}`, places: [] };
}

/** The composer's message names the subgraph, and most often the coordinate; its nodes know the place. */
function reasonOf(error: GraphQLError, documents: readonly DocumentNode[]): CompositionReason {
  const nodes = (error.nodes ?? []).filter((node) => node.loc !== undefined);
  const code =
    typeof error.extensions.code === 'string' ? error.extensions.code : 'INVALID_GRAPHQL';
  const fix = fixOf(code, error.message);
  return {
    code,
    message: withCoordinate(error.message, nodes, documents),
    places: [...new Set(nodes.map(placeOf))],
    ...(fix !== undefined && { fix }),
  };
}

/** Messages of GraphQL's own rules name only what is wrong, not where. */
function withCoordinate(
  message: string,
  [node]: readonly ASTNode[],
  documents: readonly DocumentNode[],
): string {
  const loc = node?.loc;
  const document = documents.find((candidate) => candidate.loc?.source === loc?.source);
  if (loc === undefined || document === undefined) return message;
  const coordinate = coordinateAt(document, loc.start);
  return coordinate === null || message.includes(coordinate)
    ? message
    : `${message} (in ${coordinate})`;
}

function placeOf({ loc }: ASTNode): string {
  return loc === undefined
    ? ''
    : `${loc.source.name}:${loc.startToken.line}:${loc.startToken.column}`;
}
