import {
  DomainError,
  type RequestContext,
  requireUserWithScope,
  type UserPrincipal,
} from '@causeway/subgraph-kit';
import type { Clock } from '../clock.ts';
import { logAccessChange } from '../security-events.ts';
import type { AccessChange } from './access-change.ts';
import { permissionsNotHeld } from './access-failures.ts';
import type { RolesStore, RolesTransaction } from './roles-store.ts';

const SCOPE = 'roles:write';

/** Who changes who may do what, while they do it. */
export interface AccessEditor {
  readonly userId: string;
  readonly tx: RolesTransaction;
  /** The refusal of a change that is about permissions which the editor does not hold this moment. */
  refuse(permissions: readonly string[]): ReturnType<typeof permissionsNotHeld> | null;
  /** Writes down a change that was made. */
  record(change: AccessChange): Promise<void>;
}

/**
 * Runs a change of who may do what, in a transaction in which nobody else makes one. Throws UNAUTHENTICATED,
 * or FORBIDDEN to callers who may not. A token is up to 15 minutes old: who changes anything must have the
 * right to it this moment, or a dismissed administrator could give the role back to themselves.
 */
export type ChangeAccess = <T>(
  request: RequestContext,
  change: (editor: AccessEditor) => Promise<T>,
) => Promise<T>;

export function createChangeAccess(store: RolesStore, now: Clock): ChangeAccess {
  return async (request, change) => {
    const actor = requireUserWithScope(request.principal, SCOPE);
    const recorded: AccessChange[] = [];
    const outcome = await store.changeRoles(async (tx) => {
      const held = await getPermissions(actor, tx);
      return change({
        userId: actor.userId,
        tx,
        refuse(permissions) {
          const missing = permissions.filter((name) => !held.has(name));
          return missing.length === 0 ? null : permissionsNotHeld(missing);
        },
        async record(entry) {
          const { requestId } = request;
          await tx.record({ ...entry, actorId: actor.userId, at: now(), requestId });
          recorded.push(entry);
        },
      });
    });
    // Not before it is true.
    for (const entry of recorded) logAccessChange(request.logger, actor.userId, entry);
    return outcome;
  };
}

async function getPermissions(
  { sessionId }: UserPrincipal,
  tx: RolesTransaction,
): Promise<ReadonlySet<string>> {
  const held = new Set(await tx.findPermissionsOf(sessionId));
  if (held.has(SCOPE)) return held;
  throw new DomainError('FORBIDDEN', `You no longer have the scope "${SCOPE}".`);
}
