import { z } from 'zod';
import { keptText } from '../kept-text.ts';
import {
  isSubgraphName,
  NAME_RULE,
  parseGraphRef,
  SUBGRAPH_NAME_RULE,
} from '../references/graph-ref.ts';

/** Of a variant, and at once. */
export const MOST_SUBGRAPHS = 100;
const MOST_SDL_CHARACTERS = 2_000_000;
const MOST_CHARACTERS = 200;
const MOST_REASON_CHARACTERS = 1_000;

export const reference = z.string().transform((text, context) => {
  const parsed = parseGraphRef(text);
  if (parsed !== null) return parsed;
  context.addIssue(`expected graph@variant, where each ${NAME_RULE}`);
  return z.NEVER;
});
export const subgraphName = z.string().refine(isSubgraphName, SUBGRAPH_NAME_RULE);
const reason = keptText()
  .trim()
  .max(MOST_REASON_CHARACTERS)
  .nullish()
  .transform((text) => text || null);
export const revision = keptText()
  .trim()
  .max(MOST_CHARACTERS)
  .nullish()
  .transform((text) => text || null);
export const routingUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' })
  .max(2_048)
  .refine((text) => !/^[a-z]+:\/\/[^/]*@/i.test(text), 'must hold no user name or password')
  .nullish()
  .transform((text) => text ?? null);

export const sdlText = keptText().min(1).max(MOST_SDL_CHARACTERS);

/** What `publishSubgraphs` takes. */
export const publishForm = z.object({
  ref: reference,
  subgraphs: z
    .array(
      z.object({
        name: subgraphName,
        routingUrl,
        sdl: sdlText,
      }),
    )
    .min(1)
    .max(MOST_SUBGRAPHS)
    .refine(
      (subgraphs) => new Set(subgraphs.map(({ name }) => name)).size === subgraphs.length,
      'names a subgraph twice',
    ),
  revision,
  reason,
});

export type PublishForm = z.output<typeof publishForm>;

/** What `deleteSubgraph` takes. */
export const deleteForm = z.object({ ref: reference, name: subgraphName, reason });

/** What `rollback` takes. */
export const rollbackForm = z.object({ ref: reference, to: z.int().min(1), reason });
