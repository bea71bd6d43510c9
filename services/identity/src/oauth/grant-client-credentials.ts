import type { AccessToken, AccessTokens } from '../sessions/access-tokens.ts';
import type { AuthenticateClient, TokenRequest } from './authenticate-client.ts';
import { OAuthError } from './oauth-error.ts';
import type { ClientCredentials } from './read-client-credentials.ts';

/** RFC 6749 §3.3. */
const SCOPE_LIST = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

export interface GrantedToken extends AccessToken {
  readonly scopes: readonly string[];
}

/**
 * Gives a client an access token of its own (RFC 6749 §4.4), for the scopes it asks for or all it has.
 * Throws OAuthError `invalid_client` or `invalid_scope`.
 */
export type GrantClientCredentials = (
  request: { credentials: ClientCredentials; scope: string | undefined },
  from: TokenRequest,
) => Promise<GrantedToken>;

export function createGrantClientCredentials(parts: {
  authenticateClient: AuthenticateClient;
  accessTokens: AccessTokens;
}): GrantClientCredentials {
  const { authenticateClient, accessTokens } = parts;
  return async ({ credentials, scope }, from) => {
    const client = await authenticateClient(credentials, from);
    const scopes = scope === undefined ? client.scopes : chooseScopes(scope, client.scopes);
    return { ...(await accessTokens.issueToClient(client.clientId, scopes)), scopes };
  };
}

function chooseScopes(asked: string, held: readonly string[]): readonly string[] {
  if (!SCOPE_LIST.test(asked)) throw new OAuthError('invalid_scope', 'The scope is malformed.');
  const scopes = [...new Set(asked.split(' '))];
  if (scopes.every((scope) => held.includes(scope))) return scopes;
  throw new OAuthError('invalid_scope', 'The client does not have all the scopes it asks for.');
}
