import { DomainError, type Principal, parseId, requireUser } from '@causeway/subgraph-kit';

/**
 * The id under which the viewer's cart and orders are kept. Throws UNAUTHENTICATED for an anonymous
 * viewer, and FORBIDDEN for an account that identity did not make: a gateway may trust other issuers
 * too, whose users have other names.
 */
export function requireCustomerId(viewer: Principal): string {
  const id = parseId(requireUser(viewer).userId);
  if (id === null) throw new DomainError('FORBIDDEN', 'This account cannot have a cart or orders.');
  return id;
}
