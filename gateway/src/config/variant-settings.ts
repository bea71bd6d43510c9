import { z } from 'zod';
import { GRAPH_REF } from './registry-settings.ts';

const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Each is a graph in memory, and a value of a label of metrics. */
const MOST_VARIANTS = 16;

const variant = z
  .strictObject({
    supergraph: z
      .string()
      .min(1)
      .optional()
      .describe('The file of its supergraph; it is read again when it changes.'),
    registry: z
      .string()
      .regex(GRAPH_REF, 'expected graph@variant')
      .optional()
      .describe('Or the variant of the registry, which `registry` says where to find.'),
    requiresScopes: z
      .array(z.string().min(1), {
        error: 'required: the scopes that callers must have; [] opens it to everyone',
      })
      .describe('Scopes that callers must have, all of them; [] opens it to everyone.'),
  })
  .refine(
    ({ supergraph, registry }) => (supergraph === undefined) !== (registry === undefined),
    'expected supergraph or registry, one of the two',
  );

/** Other graphs in the same process, for requests that name one. */
export const variantSettings = z.strictObject({
  header: z
    .string()
    .regex(HEADER_NAME, 'expected the name of a header')
    .default('x-graph-variant')
    .describe('The header of a request that names a variant; without it, the main graph answers.'),
  named: z
    .record(z.string().regex(NAME, 'expected a name of lower case letters, digits and -'), variant)
    .refine(
      (named) => Object.keys(named).length <= MOST_VARIANTS,
      `expected ${MOST_VARIANTS} variants at most`,
    )
    .default({})
    .describe('Variants by name.'),
});

export type VariantSettings = Readonly<z.output<typeof variantSettings>>;
export type NamedVariant = VariantSettings['named'][string];
