import { type Principal, requireCaller } from '@causeway/subgraph-kit';
import { requireCustomerId } from '../customers/require-customer-id.ts';

/** Who moves an order, as its audit keeps it. */
export type Actor =
  | { readonly kind: 'user'; readonly userId: string }
  /** A service account, by its `client_id`. */
  | { readonly kind: 'program'; readonly clientId: string };

/**
 * Who the viewer is to the audit. Throws UNAUTHENTICATED for an anonymous viewer, and FORBIDDEN for a
 * person whose id no row can have.
 */
export function requireActor(viewer: Principal): Actor {
  const caller = requireCaller(viewer);
  switch (caller.kind) {
    case 'user':
      return { kind: 'user', userId: requireCustomerId(caller) };
    case 'service':
      return { kind: 'program', clientId: caller.clientId };
  }
}
