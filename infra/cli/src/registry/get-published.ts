import type { AskRegistry } from './ask-registry.ts';
import { FETCH_SUBGRAPH } from './documents.ts';
import { required } from './failure.ts';

/** Gets a subgraph as it is published. Throws CliError, also when there is none. */
export async function getPublished(
  ask: AskRegistry,
  { ref, name }: { ref: string; name: string },
): Promise<{ url: string; sdl: string }> {
  const { variant } = await ask<{
    variant: { subgraph: { routingUrl: string; sdl: string } | null } | null;
  }>(FETCH_SUBGRAPH, { ref, name });
  const { routingUrl: url, sdl } = required(
    required(variant, `variant ${ref}`).subgraph,
    `${name} in ${ref}`,
  );
  return { url, sdl };
}
