import type { RequestContext, SubgraphOptions } from '@causeway/subgraph-kit';
import { JWKS_PATH } from '../signing-keys/jwks-route.ts';
import { TOKEN_PATH } from './token-route.ts';

/** RFC 8414 §3; and where clients look that know OpenID Connect Discovery only (§5). */
const PATHS = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];
const MAX_AGE_SECONDS = 3_600;

type Routes = NonNullable<SubgraphOptions<RequestContext>['routes']>;

/**
 * Publishes what the issuer serves, and nothing that it does not: it has no authorization endpoint and
 * signs no ID tokens, so it is no OpenID provider.
 */
export function metadataRoutes(issuer: string): Routes {
  const body = JSON.stringify(metadataOf(issuer));
  return (app) => {
    for (const path of PATHS) {
      app.get(path, (_request, reply) =>
        reply
          .header('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
          .type('application/json')
          .send(body),
      );
    }
  };
}

function metadataOf(issuer: string) {
  const at = (path: string) => issuer.replace(/\/$/, '') + path;
  return {
    issuer,
    token_endpoint: at(TOKEN_PATH),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    grant_types_supported: ['client_credentials'],
    // §2 asks for the member; these are of the authorization endpoint.
    response_types_supported: [],
    jwks_uri: at(JWKS_PATH),
  };
}
