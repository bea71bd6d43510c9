import type { Principal } from '@causeway/subgraph-kit/service';
import type { GatewayContext } from '../request-context.ts';

/**
 * A text that two requests have in common only if a subgraph cannot tell their callers apart: who is
 * asking, and the client headers that are passed on. (Request ids and traces name a request; what it is
 * answered must not depend on them.)
 */
export function callerKey(
  { principal, clientHeaders }: Pick<GatewayContext, 'principal' | 'clientHeaders'>,
  propagatedHeaders: readonly string[],
): string {
  const who = principalKey(principal);
  return propagatedHeaders.length === 0 ? who : who + headersKey(clientHeaders, propagatedHeaders);
}

/** A text that two requests have in common only if they have these headers in common. */
export function headersKey(
  clientHeaders: GatewayContext['clientHeaders'],
  names: readonly string[],
): string {
  return JSON.stringify(
    names.map((name) => (Object.hasOwn(clientHeaders, name) ? clientHeaders[name] : null)),
  );
}

/** All of it: whatever of a principal is in an assertion can change an answer. */
function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return '[]';
    case 'user': {
      const { userId, sessionId, roles, scopes } = principal;
      return JSON.stringify([userId, sessionId, roles, [...scopes]]);
    }
    case 'service':
      return JSON.stringify([principal.clientId, [...principal.scopes]]);
  }
}
