import { z } from 'zod';

const headers = z.record(z.string(), z.string());

const schemaSource = z.union(
  [
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ sdl: z.string().min(1) }),
    z.strictObject({ subgraph_url: z.url(), introspection_headers: headers.optional() }),
    z.strictObject({ graphref: z.string().min(1), subgraph: z.string().min(1) }),
  ],
  { error: 'expected one of file, sdl, subgraph_url, or graphref with subgraph' },
);

const subgraph = z
  .object({ routing_url: z.url().optional(), schema: schemaSource })
  .refine(({ routing_url: url, schema }) => url !== undefined || knowsAddress(schema), {
    path: ['routing_url'],
    error: 'required where the schema comes from a file or stands here',
  });

/** The form of rover's `supergraph.yaml`. */
export const supergraphConfig = z.object({
  federation_version: z
    .union([z.string(), z.number()])
    .refine((version) => /^=?2(\.|$)/.test(String(version)), 'only Federation 2 is composed')
    .optional(),
  subgraphs: z.record(z.string().min(1), subgraph),
});

/** Where a subgraph's schema comes from. */
export type SchemaSource = z.output<typeof schemaSource>;

export type SupergraphConfig = z.output<typeof supergraphConfig>;

/** Whoever tells a schema from there tells the address as well. */
function knowsAddress(schema: SchemaSource): boolean {
  return 'subgraph_url' in schema || 'graphref' in schema;
}
