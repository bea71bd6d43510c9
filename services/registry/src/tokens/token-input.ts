import { z } from 'zod';
import { isName, isSubgraphName, NAME_RULE, SUBGRAPH_NAME_RULE } from '../references/graph-ref.ts';
import { BOOTSTRAP_NAME, grantForm, isDivisible } from './token.ts';

const MOST_GRANTS = 50;
const MOST_CHARACTERS = 100;
/** It stands in the records of what was done. */
const PRINTABLE = /^\P{C}*$/u;

const name = z.string().refine(isName, NAME_RULE);

/** What `createToken` takes. */
export const createTokenForm = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(MOST_CHARACTERS)
    .regex(PRINTABLE, 'holds characters that cannot be shown')
    .refine((text) => text !== BOOTSTRAP_NAME, 'is the name of the first token'),
  grants: z
    .array(
      grantForm
        .extend({
          graph: name,
          variant: name.nullish().transform(orNull),
          subgraph: z
            .string()
            .refine(isSubgraphName, SUBGRAPH_NAME_RULE)
            .nullish()
            .transform(orNull),
        })
        .refine(
          ({ subgraph, permissions }) => subgraph === null || permissions.every(isDivisible),
          {
            path: ['permissions'],
            message: 'READ, SERVE and ROLLBACK are rights to all subgraphs: grant them without one',
          },
        ),
    )
    .min(1)
    .max(MOST_GRANTS),
  expiresAt: z.date().nullish().transform(orNull),
});

function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}
