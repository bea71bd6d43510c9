import type { Principal } from '@causeway/subgraph-kit/service';
import type { AuthorizationSettings } from '../config/authorization-settings.ts';
import { noRights, type Rights } from './rights.ts';

/** Makes what tells the rights of a principal, with the policies of the settings. */
export function createRightsOfPrincipal(
  settings: AuthorizationSettings['policies'],
): (principal: Principal) => Rights {
  // A policy may be called `constructor`, which every object has.
  const policies = new Map(Object.entries(settings));
  return (principal) => {
    if (principal.kind === 'anonymous') return noRights;
    const { scopes } = principal;
    const roles = principal.kind === 'user' ? principal.roles : [];
    return {
      isAuthenticated: true,
      hasScope: (scope) => scopes.has(scope),
      satisfiesPolicy(name) {
        const policy = policies.get(name);
        if (policy === undefined) return false;
        return (
          policy.roles?.some((role) => roles.includes(role)) !== false &&
          policy.scopes?.every((scope) => scopes.has(scope)) !== false
        );
      },
    };
  };
}
