import type { ApolloServer } from '@apollo/server';
import type { Principal } from '@causeway/subgraph-kit/service';
import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import { UnavailableError } from './unavailable-error.ts';

const RETRY_AFTER_SECONDS = 5;

/** One of the graphs that the process serves. */
export interface Variant {
  /** Null for the main one. */
  readonly name: string | null;
  readonly apollo: ApolloServer<GatewayContext>;
}

/** A graph beside the main one, which may not be there yet. */
export interface NamedVariant {
  readonly requiresScopes: readonly string[];
  current(): Variant | null;
}

export interface Variants {
  /**
   * The graph that is to answer a request. Throws GatewayError UNKNOWN_VARIANT, also for one that the caller may
   * not ask: its name is nobody else's business; and UnavailableError VARIANT_UNAVAILABLE.
   */
  choose(request: Pick<FastifyRequest, 'headers'>, principal: Principal): Variant;
}

/** Chooses by a header; one that sends none is answered by the main graph. */
export function createVariants(
  main: Variant,
  { header, named }: { header: string; named: ReadonlyMap<string, NamedVariant> },
): Variants {
  const name = header.toLowerCase();
  return {
    choose({ headers }, principal) {
      const asked = headers[name];
      if (asked === undefined) return main;
      const variant = typeof asked === 'string' ? named.get(asked) : undefined;
      if (variant === undefined || !hasScopes(principal, variant.requiresScopes)) {
        const message = `There is no variant of the name that ${name} has, or you may not ask it.`;
        throw new GatewayError('UNKNOWN_VARIANT', message);
      }
      const current = variant.current();
      if (current !== null) return current;
      const message = `The variant "${asked}" is not loaded.`;
      throw new UnavailableError('VARIANT_UNAVAILABLE', message, RETRY_AFTER_SECONDS);
    },
  };
}

/** Where there is one graph, no header chooses. */
export function soleVariant(apollo: ApolloServer<GatewayContext>): Variants {
  const main: Variant = { name: null, apollo };
  return { choose: () => main };
}

function hasScopes(principal: Principal, required: readonly string[]): boolean {
  if (required.length === 0) return true;
  return principal.kind !== 'anonymous' && required.every((scope) => principal.scopes.has(scope));
}
