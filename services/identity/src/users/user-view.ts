import { DomainError, hasScope, type Principal, requireCaller } from '@causeway/subgraph-kit';
import type { User } from './user.ts';

/** A user as one caller may see them: `private` shows all of them. */
export interface UserView {
  readonly user: User;
  readonly access: 'public' | 'private';
}

/** Decides what `principal` may see of `user`: all of oneself, and of anyone with `users:read`. */
export function viewUser(principal: Principal, user: User): UserView {
  const isOwn = principal.kind === 'user' && principal.userId === user.id;
  return { user, access: isOwn || hasScope(principal, 'users:read') ? 'private' : 'public' };
}

/** The view of someone who has just proved who they are; their request was still anonymous. */
export function viewOneself(user: User): UserView {
  return { user, access: 'private' };
}

/** Returns the user with all their fields. Throws UNAUTHENTICATED or FORBIDDEN on a public view. */
export function requirePrivateView({ user, access }: UserView, principal: Principal): User {
  if (access === 'private') return user;
  requireCaller(principal);
  throw new DomainError(
    'FORBIDDEN',
    'Only the user and callers with the scope "users:read" see this.',
  );
}
