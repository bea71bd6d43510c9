import type { AuthorizationSettings } from '../config/authorization-settings.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Authorization } from './authorization.ts';
import { createRightsOfPrincipal } from './rights-of-principal.ts';

/** So many names the log gets of what was denied in one operation. */
const MOST_COORDINATES = 20;

/** Enforces access rules by who the edge found to be asking. Of a request, nothing but its id is logged. */
export function authorizePrincipals(
  { onDenied, policies }: AuthorizationSettings,
  metrics: Metrics,
): Authorization {
  const rightsOf = createRightsOfPrincipal(policies);
  return {
    onDenied,
    rightsOf: (context) => rightsOf((context as GatewayContext).principal),
    whenDenied(context, { mode, coordinates }) {
      metrics.accessDenied(mode);
      const denied = coordinates.slice(0, MOST_COORDINATES);
      (context as GatewayContext).logger.info({ denied, mode }, 'access denied');
    },
  };
}
