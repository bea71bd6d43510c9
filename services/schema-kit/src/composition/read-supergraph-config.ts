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

/** A subgraph of a configuration, and where its schema comes from. */
export interface SubgraphSource {
  readonly name: string;
  /** Undefined where whoever tells the schema tells the address. */
  readonly url: string | undefined;
  readonly schema: SchemaSource;
}

/**
 * Reads which subgraphs make a supergraph from a file in the form of rover's `supergraph.yaml`; paths
 * in it are relative to it. Asks running subgraphs and the registry for schemas that come from there.
 * Throws CompositionError that lists what is wrong with the file, or which subgraphs told no schema.
 */
export async function readSupergraphConfig(
  path: string,
  { env, ...context }: SupergraphConfigContext,
): Promise<readonly SubgraphInput[]> {
  const sources = readSubgraphSources(path, env);
  const outcomes = await Promise.all(sources.map((source) => readOrReason(source, context)));
  const reasons = outcomes.filter((outcome) => 'code' in outcome);
  if (reasons.length > 0) throw new CompositionError(reasons);
  return outcomes.filter((outcome) => 'name' in outcome);
}

/** The same without asking anybody for a schema. Throws CompositionError for what is wrong with the file. */
export function readSubgraphSources(
  path: string,
  env: SupergraphConfigContext['env'],
): readonly SubgraphSource[] {
  return Object.entries(parseConfig(path, env).subgraphs).map(
    ([name, { routing_url: url, schema }]) => ({
      name,
      url,
      schema: 'file' in schema ? { file: resolve(dirname(path), schema.file) } : schema,
    }),
  );
}

/** Gets a subgraph from its source. Rejects with IntrospectionError, or as `getPublished` does. */
export async function readSubgraph(
  { name, schema, url }: SubgraphSource,
  { getPublished }: Pick<SupergraphConfigContext, 'getPublished'>,
): Promise<SubgraphInput> {
  if ('file' in schema) return { name, url: url ?? '', schemaPath: schema.file };
  if ('sdl' in schema) return { name, url: url ?? '', typeDefs: schema.sdl };
  if ('graphref' in schema) {
    const published = await getPublished(schema.graphref, schema.subgraph);
    return { name, url: url ?? published.url, typeDefs: published.sdl };
  }
  const { subgraph_url: address, introspection_headers: headers } = schema;
  return { name, url: url ?? address, typeDefs: await introspectSubgraph(address, headers) };
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

/** A subgraph that tells no schema is a reason, so that all of them are told at once. */
async function readOrReason(
  source: SubgraphSource,
  context: Pick<SupergraphConfigContext, 'getPublished'>,
): Promise<SubgraphInput | CompositionReason> {
  try {
    return await readSubgraph(source, context);
  } catch (error) {
    if (!(error instanceof IntrospectionError)) throw error;
    const message = `[${source.name}] ${error.message}`;
    return { code: 'SUBGRAPH_AWAY', message, places: [] };
  }
}
