import type { SubgraphInput } from '@causeway/schema-kit';
import { CURRENT_NUMBER, FETCH_SUBGRAPHS } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions } from '../registry/registry-verb.ts';
import type { Source } from './subgraph-source.ts';

/** The subgraphs that a variant holds. Asks for their schemas when its version has another number than before. */
export function createVariantSource(
  ref: string,
  options: RegistryOptions,
  { pauseMs, deadlineMs }: { pauseMs: number; deadlineMs: number },
): Source {
  let known: { number: number | undefined; subgraphs: readonly SubgraphInput[] } | null = null;
  return {
    ...{ label: ref, name: null, pauseMs },
    async read() {
      const ask = connect(options, { deadlineMs });
      // The number first: what is published in between is then seen the next time.
      const { variant } = await ask<{ variant: { current: { number: number } | null } | null }>(
        CURRENT_NUMBER,
        { ref },
      );
      const number = required(variant, `variant ${ref}`).current?.number;
      if (known === null || known.number !== number) {
        known = { number, subgraphs: await readSubgraphs() };
      }
      return known.subgraphs;

      async function readSubgraphs(): Promise<readonly SubgraphInput[]> {
        const answer = await ask<{
          variant: {
            subgraphs: readonly { name: string; routingUrl: string; sdl: string }[];
          } | null;
        }>(FETCH_SUBGRAPHS, { ref });
        const { subgraphs } = required(answer.variant, `variant ${ref}`);
        return subgraphs.map(({ name, routingUrl: url, sdl }) => ({ name, url, typeDefs: sdl }));
      }
    },
  };
}
