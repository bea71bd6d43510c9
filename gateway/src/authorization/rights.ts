import { unreachable } from '../errors/unreachable.ts';
import type { AccessCondition } from '../supergraph/access-condition.ts';

/** What the rules of a graph ask of whoever asks. */
export interface Rights {
  readonly isAuthenticated: boolean;
  hasScope(scope: string): boolean;
  /** False for a policy that nobody knows. */
  satisfiesPolicy(policy: string): boolean;
}

/** Whoever is not known: all that is protected is denied. */
export const noRights: Rights = {
  isAuthenticated: false,
  hasScope: () => false,
  satisfiesPolicy: () => false,
};

/** Whether a caller meets a condition. An empty list of alternatives demands nothing, as in composition. */
export function meets(rights: Rights, condition: AccessCondition): boolean {
  switch (condition.kind) {
    case 'authenticated':
      return rights.isAuthenticated;
    case 'scopes':
      return meetsAny(condition.anyOf, (scope) => rights.hasScope(scope));
    case 'policies':
      return meetsAny(condition.anyOf, (policy) => rights.satisfiesPolicy(policy));
    default:
      return unreachable(condition);
  }
}

function meetsAny(anyOf: readonly (readonly string[])[], has: (name: string) => boolean): boolean {
  return anyOf.length === 0 || anyOf.some((all) => all.every(has));
}
