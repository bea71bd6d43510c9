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

/** On whose behalf a request is made. */
export type Principal = AnonymousPrincipal | UserPrincipal;

export const anonymous: AnonymousPrincipal = Object.freeze({ kind: 'anonymous' });

/** Returns the signed-in user. Throws UNAUTHENTICATED for anyone else. */
export function requireUser(principal: Principal): UserPrincipal {
  if (principal.kind === 'anonymous') {
    throw new DomainError('UNAUTHENTICATED', 'Sign in to do this.');
  }
  return principal;
}

/** Returns the signed-in user who has `scope`. Throws UNAUTHENTICATED or FORBIDDEN. */
export function requireScope(principal: Principal, scope: string): UserPrincipal {
  const user = requireUser(principal);
  if (!user.scopes.has(scope)) {
    throw new DomainError('FORBIDDEN', `This needs the scope "${scope}".`);
  }
  return user;
}

/** Whether the principal has `scope`; nobody anonymous has any. */
export function hasScope(principal: Principal, scope: string): boolean {
  return principal.kind === 'user' && principal.scopes.has(scope);
}
