import { DomainError } from '../errors/domain-error.ts';

/** Nobody has signed in. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

/** A signed-in user, as the gateway vouches for them. */
export interface UserPrincipal {
  readonly kind: 'user';
  /** Who gave the user that id, where several may: known to the gateway, and not to subgraphs. */
  readonly issuer?: string | undefined;
  readonly userId: string;
  readonly sessionId: string;
  readonly roles: readonly string[];
  readonly scopes: ReadonlySet<string>;
}

/**
 * A program that calls on its own behalf, as the gateway vouches for it: an OAuth client that was granted
 * its token by its own credentials (RFC 6749 §4.4). It has scopes, and nothing that belongs to a person.
 */
export interface ServicePrincipal {
  readonly kind: 'service';
  /** As with a user: known to the gateway only. */
  readonly issuer?: string | undefined;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
}

/** On whose behalf a request is made. */
export type Principal = AnonymousPrincipal | UserPrincipal | ServicePrincipal;

export const anonymous: AnonymousPrincipal = Object.freeze({ kind: 'anonymous' });

/** Returns the user or program that calls. Throws UNAUTHENTICATED for nobody. */
export function requireCaller(principal: Principal): UserPrincipal | ServicePrincipal {
  if (principal.kind !== 'anonymous') return principal;
  throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
}

/** Returns the signed-in user. Throws UNAUTHENTICATED for nobody, FORBIDDEN for a program. */
export function requireUser(principal: Principal): UserPrincipal {
  const known = requireCaller(principal);
  if (known.kind === 'user') return known;
  throw new DomainError('FORBIDDEN', 'Only a person can do this, not a service account.');
}

/** Returns the user or program that has `scope`. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireScope(
  principal: Principal,
  scope: string,
): UserPrincipal | ServicePrincipal {
  const known = requireCaller(principal);
  if (known.scopes.has(scope)) return known;
  throw new DomainError('FORBIDDEN', `This needs the scope "${scope}".`);
}

/** Returns the signed-in user who has `scope`. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireUserWithScope(principal: Principal, scope: string): UserPrincipal {
  requireScope(principal, scope);
  return requireUser(principal);
}

/** Whether the principal has `scope`; nobody anonymous has any. */
export function hasScope(principal: Principal, scope: string): boolean {
  return principal.kind !== 'anonymous' && principal.scopes.has(scope);
}
