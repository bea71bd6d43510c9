import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SubgraphInput } from './compose-supergraph.ts';
import { CompositionError } from './composition-error.ts';

const supergraphConfig = z.object({
  federation_version: z.union([z.string(), z.number()]).optional(),
  subgraphs: z.record(
    z.string().min(1),
    z.object({ routing_url: z.url(), schema: z.object({ file: z.string().min(1) }) }),
  ),
});

/**
 * Reads which subgraphs make a supergraph from a file in the form of rover's `supergraph.yaml`; paths
 * in it are relative to it. Throws CompositionError that lists what is wrong with the file.
 */
export function readSupergraphConfig(path: string): readonly SubgraphInput[] {
  const parsed = supergraphConfig.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new CompositionError(
      parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`),
    );
  }
  return Object.entries(parsed.data.subgraphs).map(([name, { routing_url: url, schema }]) => ({
    name,
    url,
    schemaPath: resolve(dirname(path), schema.file),
  }));
}
