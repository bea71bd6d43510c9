import type { Authenticate } from './authenticate.ts';
import { AuthenticationRequiredError } from './authentication-error.ts';

/** Refuses whoever is anonymous, where a graph is for signed-in users only. */
export function requireAuthentication(authenticate: Authenticate): Authenticate {
  return async (request) => {
    const principal = await authenticate(request);
    if (principal.kind === 'anonymous') throw new AuthenticationRequiredError();
    return principal;
  };
}
