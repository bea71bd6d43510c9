import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { SubgraphInput } from './compose-supergraph.ts';
import { CompositionError, type CompositionReason } from './composition-error.ts';

const supergraphConfig = z.object({
  federation_version: z
    .union([z.string(), z.number()])
    .refine((version) => /^=?2(\.|$)/.test(String(version)), 'only Federation 2 is composed')
    .optional(),
  subgraphs: z.record(
    z.string().min(1),
    z.object({
      routing_url: z.url(),
      schema: z.object({
        file: z.string({ error: 'required: schemas are read from files only' }).min(1),
      }),
    }),
  ),
});

/**
 * Reads which subgraphs make a supergraph from a file in the form of rover's `supergraph.yaml`; paths
 * in it are relative to it. Throws CompositionError that lists what is wrong with the file.
 */
export function readSupergraphConfig(path: string): readonly SubgraphInput[] {
  const parsed = supergraphConfig.safeParse(readYaml(path));
  if (!parsed.success) {
    throw new CompositionError(
      parsed.error.issues.map((issue) =>
        invalid(path, `${issue.path.join('.')}: ${issue.message}`),
      ),
    );
  }
  return Object.entries(parsed.data.subgraphs).map(([name, { routing_url: url, schema }]) => ({
    name,
    url,
    schemaPath: resolve(dirname(path), schema.file),
  }));
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
