import type { RequestContext, SubgraphOptions } from '@causeway/subgraph-kit';
import type { KeyRing } from './key-ring.ts';
import { JWKS_MAX_AGE_MS } from './key-schedule.ts';
import { toKeySet } from './signing-keys.ts';

export const JWKS_PATH = '/.well-known/jwks.json';

type Routes = NonNullable<SubgraphOptions<RequestContext>['routes']>;

/** Publishes the keys that verify access tokens: RFC 7517 §5, media type of §8.5.2. */
export function jwksRoute(keyRing: KeyRing): Routes {
  return (app) => {
    app.get(JWKS_PATH, (_request, reply) =>
      reply
        .header('cache-control', `public, max-age=${JWKS_MAX_AGE_MS / 1_000}`)
        .type('application/jwk-set+json')
        .send(JSON.stringify(toKeySet(keyRing.listPublished()))),
    );
  };
}
