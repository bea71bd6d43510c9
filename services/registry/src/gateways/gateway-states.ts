import type { GatewayState as StateRow } from '@causeway/registry-db';
import type { Variant } from '../graphs/graph.ts';
import type { GatewayStatesStore } from './gateway-states-store.ts';

/** Gateways tell of themselves each minute: one that was not heard of for so long has gone. */
const HEARD_OF_MS = 5 * 60_000;
const MOST_LISTED = 1_000;

export type GatewayStates = ReturnType<typeof createGatewayStates>;

/** The gateways that serve a variant, as far as they told. */
export function createGatewayStates(parts: { store: GatewayStatesStore; now: () => Date }) {
  const { store, now } = parts;
  return {
    async list({ ref }: Variant) {
      const since = new Date(now().getTime() - HEARD_OF_MS);
      return (await store.listSince(ref, since, MOST_LISTED)).map(stateOf);
    },
  };
}

function stateOf({ refusedNumber, refusedReason, refusedAt, ...state }: StateRow) {
  const refused =
    refusedNumber === null || refusedReason === null || refusedAt === null
      ? null
      : { number: refusedNumber, reason: refusedReason, at: refusedAt };
  return { ...state, refused };
}
