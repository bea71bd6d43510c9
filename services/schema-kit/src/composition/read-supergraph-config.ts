import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { SubgraphInput } from './compose-supergraph.ts';
import { CompositionError, type CompositionReason } from './composition-error.ts';
import { expandEnvironment } from './expand-environment.ts';
import { IntrospectionError, introspectSubgraph } from './introspect-subgraph.ts';
import { type SchemaSource, type SupergraphConfig, supergraphConfig } from './supergraph-config.ts';

/** What a configuration may reach for beyond its own file. */
export interface SupergraphConfigContext {
  /** For `${env.NAME}`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Gets a published subgraph (`graphref` and `subgraph`) from a registry. */
  getPublished(ref: string, name: string): Promise<{ url: string; sdl: string }>;
}

/**
 * Reads which subgraphs make a supergraph from a file in the form of rover's `supergraph.yaml`; paths
 * in it are relative to it. Asks running subgraphs and the registry for schemas that come from there.
 * Throws CompositionError that lists what is wrong with the file, or which subgraphs told no schema.
 */
export async function readSupergraphConfig(
  path: string,
  context: SupergraphConfigContext,
): Promise<readonly SubgraphInput[]> {
  const { subgraphs } = parseConfig(path, context.env);
  const outcomes = await Promise.all(
    Object.entries(subgraphs).map(([name, { routing_url: url, schema }]) =>
      readSubgraph({ name, url, schema, folder: dirname(path) }, context),
    ),
  );
  const reasons = outcomes.filter((outcome) => 'code' in outcome);
  if (reasons.length > 0) throw new CompositionError(reasons);
  return outcomes.filter((outcome) => 'name' in outcome);
}

function parseConfig(path: string, env: SupergraphConfigContext['env']): SupergraphConfig {
  const missing = new Set<string>();
  const parsed = supergraphConfig.safeParse(expandEnvironment(readYaml(path), { env, missing }));
  if (missing.size > 0) {
    const unset = [...missing].map((name) => invalid(path, `the variable ${name} is not set`));
    throw new CompositionError(unset);
  }
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  throw new CompositionError(
    issues.map((issue) => invalid(path, `${issue.path.join('.')}: ${issue.message}`)),
  );
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CompositionError([
      invalid(path, code === 'ENOENT' ? 'there is no such file' : message),
    ]);
  }
}

function invalid(path: string, message: string): CompositionReason {
  return { code: 'CONFIG_INVALID', message, places: [path] };
}

interface NamedSource {
  name: string;
  url: string | undefined;
  schema: SchemaSource;
  folder: string;
}

/** A subgraph that tells no schema is a reason, so that all of them are told at once. */
async function readSubgraph(
  source: NamedSource,
  { getPublished }: SupergraphConfigContext,
): Promise<SubgraphInput | CompositionReason> {
  const { name, schema, folder, url = '' } = source;
  if ('file' in schema) return { name, url, schemaPath: resolve(folder, schema.file) };
  if ('sdl' in schema) return { name, url, typeDefs: schema.sdl };
  if ('graphref' in schema) {
    const published = await getPublished(schema.graphref, schema.subgraph);
    return { name, url: source.url ?? published.url, typeDefs: published.sdl };
  }
  try {
    const typeDefs = await introspectSubgraph(schema.subgraph_url, schema.introspection_headers);
    return { name, url: source.url ?? schema.subgraph_url, typeDefs };
  } catch (error) {
    if (!(error instanceof IntrospectionError)) throw error;
    return { code: 'SUBGRAPH_UNREADABLE', message: `[${name}] ${error.message}`, places: [] };
  }
}
