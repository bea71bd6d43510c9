import {
  DomainError,
  parseId,
  type RequestContext,
  requireUserWithScope,
  type UserPrincipal,
} from '@causeway/subgraph-kit';
import { logSecurityEvent } from '../security-events.ts';
import type { Role } from './role.ts';
import type { RolesStore, RolesTransaction } from './roles-store.ts';

const SCOPE = 'roles:write';

/** Whose role to change. */
interface RoleChange {
  readonly userId: string;
  readonly role: Role;
}

export type AssignRoleOutcome =
  | { readonly kind: 'assigned'; readonly userId: string }
  | { readonly kind: 'user-not-found' };

export type RevokeRoleOutcome =
  | { readonly kind: 'revoked'; readonly userId: string }
  | { readonly kind: 'user-not-found' }
  | { readonly kind: 'own-admin-role' }
  | { readonly kind: 'last-admin-role' };

/** Both throw UNAUTHENTICATED, or FORBIDDEN to callers who may not change roles. */
export interface Roles {
  assign(request: RequestContext, change: RoleChange): Promise<AssignRoleOutcome>;
  revoke(request: RequestContext, change: RoleChange): Promise<RevokeRoleOutcome>;
}

export function createRoles(store: RolesStore): Roles {
  return {
    async assign(request, { userId: id, role }) {
      const actor = requireUserWithScope(request.principal, SCOPE);
      const userId = parseId(id);
      if (userId === null) return { kind: 'user-not-found' };
      const isChanged = await store.changeRoles(async (tx) => {
        await requireScopeNow(actor, tx);
        return (await tx.userExists(userId)) ? tx.addRole(userId, role) : null;
      });
      if (isChanged === null) return { kind: 'user-not-found' };
      if (isChanged) logRoleChange(request, { event: 'role_assigned', actor, userId, role });
      return { kind: 'assigned', userId };
    },

    async revoke(request, { userId: id, role }) {
      const actor = requireUserWithScope(request.principal, SCOPE);
      const userId = parseId(id);
      if (userId === null) return { kind: 'user-not-found' };
      const outcome = await store.changeRoles(async (tx) => {
        await requireScopeNow(actor, tx);
        const refusal = await refuseRevocation(actor, { userId, role }, tx);
        return refusal ?? (await tx.removeRole(userId, role));
      });
      if (typeof outcome !== 'boolean') return outcome;
      if (outcome) logRoleChange(request, { event: 'role_revoked', actor, userId, role });
      return { kind: 'revoked', userId };
    },
  };
}

/**
 * A token is up to 15 minutes old. Who changes roles must have the scope this moment, or a dismissed
 * administrator could give the role back to themselves.
 */
async function requireScopeNow(actor: UserPrincipal, tx: RolesTransaction): Promise<void> {
  if (await tx.sessionHasScope(actor.sessionId, SCOPE)) return;
  throw new DomainError('FORBIDDEN', `You no longer have the scope "${SCOPE}".`);
}

async function refuseRevocation(
  actor: UserPrincipal,
  { userId, role }: RoleChange,
  tx: RolesTransaction,
): Promise<RevokeRoleOutcome | null> {
  if (!(await tx.userExists(userId))) return { kind: 'user-not-found' };
  if (role !== 'admin') return null;
  if (userId === actor.userId) return { kind: 'own-admin-role' };
  return (await tx.isHeldByAnother('admin', userId)) ? null : { kind: 'last-admin-role' };
}

function logRoleChange(
  { logger }: RequestContext,
  change: { event: 'role_assigned' | 'role_revoked'; actor: UserPrincipal } & RoleChange,
): void {
  const { event, actor, userId, role } = change;
  logSecurityEvent(logger, { event, actorId: actor.userId, userId, role });
}
